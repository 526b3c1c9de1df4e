# The commands of the guide "worlds", by regions. What they print is in worlds.txt.

# #region start
npx sandbox start
# #endregion

# #region create
npx sandbox worlds create --id mina
# #endregion
