# #region start
npx sandbox start
# #endregion

# #region end
npx sandbox link gunma sato
npx sandbox linkages end gunma sato --reason login_password_changed
# #endregion

# #region fault
npx sandbox faults add --operation listTransactions --status 429 --times 5
# #endregion

# #region clear
npx sandbox faults clear
# #endregion

# #region maintenance
npx sandbox maintenance start gunma --for PT2H
npx sandbox maintenance end gunma
# #endregion
