# The commands of the guide "worlds", by regions. What they print is in worlds.txt.

# #region init
npx sandbox init
# #endregion

# #region doctor
npx sandbox doctor --world world.yaml
# #endregion

# #region start
npx sandbox start --world world.yaml
# #endregion

# #region create
npx sandbox worlds create --id mina
# #endregion

# #region use
npx sandbox clock advance P90D --url http://localhost:4400/w/mina
npx sandbox clock get
# #endregion

# #region changes
npx sandbox worlds create --id locked --changes locked.json
npx sandbox customers --url http://localhost:4400/w/locked
# #endregion

# #region curl
curl -s http://localhost:4400/sandbox/v1/worlds \
  -H 'Content-Type: application/json' -d '{"clock": "2026-12-31T09:00:00+09:00"}'
# #endregion

# #region list
npx sandbox worlds
npx sandbox worlds end mina
# #endregion

# #region snapshot
npx sandbox link mizuho mina --client our-app
npx sandbox snapshot save linked.json
npx sandbox reset
npx sandbox linkages
npx sandbox snapshot restore linked.json
npx sandbox linkages
# #endregion
