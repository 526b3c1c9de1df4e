/** A world file to begin with, which says what each key is for. */
export const worldTemplate = `# yaml-language-server: $schema=./node_modules/@renkei/sandbox/dist/world.schema.json
#
# The world of a sandbox: npx sandbox start --world world.yaml
# What is left out takes its default. Digits need quotes, or YAML drops their leading zeros.

name: my-world
# World time at the start; left out means the real time.
clock: "2026-11-20T09:00:00+09:00"

# Vendors' apps. Others register themselves with POST /sandbox/v1/clients.
clients:
  - clientId: my-app
    clientSecret: my-app-secret
    name: サンドボックス会計
    companyName: 株式会社サンドボックスソフト
    redirectUris: ["http://localhost:3000/callback"]
    # services: [balances, transactions]   # what the app may ask for
    # skipServiceSelection: true            # its services are fixed: no selection is shown

# The banks: gunma, sorachi, miyakojima, gunken, mizuho.
banks:
  gunma:
    # What the manuals leave open, each with its default.
    settings:
      wrongLoginPasswordsBeforeLock: 5
      consentDays: 90
      inquiryDays: 90
      # serviceHours:
      #   businessDays: { from: "07:00", to: "23:00" }
      #   saturdays: { from: "08:00", to: "22:00" }
      #   holidays: null
    # maintenance: { from: "2026-11-21T22:00:00+09:00", to: "2026-11-22T06:00:00+09:00" }
    companies:
      - id: shop
        name: サンドボックス商店株式会社
        accounts:
          - branchCode: "001"
            branchName: インターネット支店
            number: "1000001"
            holder: ｻﾝﾄﾞﾎﾞﾂｸｽｼﾖｳﾃﾝ(ｶ
            inquiryPin: "1234"
            inquiryPinState: unregistered # or pending (登録済み*), registered (登録済み)
            openingBalance: 1000000
            statement: { linesPerMonth: 40, seed: shop }
          - branchCode: "001"
            branchName: インターネット支店
            number: "1000002"
            holder: ｻﾝﾄﾞﾎﾞﾂｸｽｼﾖｳﾃﾝ(ｶ
            inquiryPin: "5678"
            inquiryPinState: registered
            # The lines themselves; -P3D is three days before the start of the world.
            statement:
              lines:
                - bookDate: -P3D
                  direction: "1" # 1 in, 2 out
                  category: "11" # 11 transfer, 10 cash, 18 other, 19 correction …
                  amount: 110000
                  description: ﾌﾘｺﾐ ｻﾝﾄﾞﾎﾞﾂｸｽﾌﾞﾂｻﾝ(ｶ
                  deposit:
                    payerName: ｻﾝﾄﾞﾎﾞﾂｸｽﾌﾞﾂｻﾝ(ｶ
                    remittingBank: ｻﾝﾄﾞﾎﾞﾂｸｽ
                    remittingBranch: ﾎﾝﾃﾝ
        customers:
          - loginId: tanaka
            loginPassword: tanaka-pw1
            name: 田中 経理
            login: password # or certificate
            # certificates: [{ id: tanaka-valid }, { id: tanaka-expired, state: expired }]
            # locked: true
            # mayNotInquire: ["1000002"]
            # additionalAuthentication: { question: ペットの名前は？, answer: ぽち }   # sorachi, miyakojima
            # softwareToken: { state: in-use }                                        # gunken, mizuho
            purpose: { ja: 未登録の口座と登録済みの口座を持つ, en: One account unregistered and one registered }
`;
