# #region start
npx sandbox start --certificate-login tls
# #endregion

# #region list
npx sandbox certificates
# #endregion

# #region download
npx sandbox certificates download suzuki-valid.p12
# #endregion

# #region revoke
npx sandbox certificates revoke suzuki-valid
npx sandbox certificates restore suzuki-valid
# #endregion

# #region issue
npx sandbox certificates issue 'Example Accounting' --output tls
# #endregion
