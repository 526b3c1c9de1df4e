# #region start
npx sandbox start
# #endregion

# #region stand
npx sandbox clock freeze
npx sandbox clock set 2026-11-20T09:00:00+09:00
# #endregion

# #region link
npx sandbox link gunma sato
npx sandbox linkages
# #endregion

# #region last-second
npx sandbox clock advance P89DT23H59M59S
npx sandbox linkages
# #endregion

# #region end
npx sandbox clock advance PT1S
npx sandbox linkages
# #endregion

# #region back
npx sandbox clock advance -P1D
npx sandbox linkages
# #endregion

# #region same-day
npx sandbox clock set 2026-11-20T23:59:59+09:00
npx sandbox link mizuho tanaka --stop-at consent
# #endregion

# #region pending
npx sandbox customers show mizuho tanaka
# #endregion

# #region midnight
npx sandbox clock advance PT1S
npx sandbox customers show mizuho tanaka
# #endregion

# #region reset
npx sandbox reset
# #endregion
