# #region start
npx sandbox start
# #endregion

# #region otp
npx sandbox clock freeze
npx sandbox clock set 2026-11-20T09:00:00+09:00
npx sandbox otp gunken abe
# #endregion

# #region challenge
npx sandbox otp mizuho sato --challenge 12345678
# #endregion

# #region none
npx sandbox otp gunken mori
# #endregion

# #region mails
npx sandbox mails
# #endregion

# #region next
npx sandbox clock advance PT1M
# #endregion

# #region release
npx sandbox customers update gunken hashimoto --token-action release-suspension
# #endregion
