# The commands of the guide "first-linkage", by regions. What they print is in first-linkage.txt.

# #region start
npx sandbox start
# #endregion

# #region main
node main.ts
# #endregion
