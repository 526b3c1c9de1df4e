/** A bank of a world as it is written. */
export type WorldBankInput = {
    settings?: {
        wrongLoginPasswordsBeforeLock?: number | undefined;
        additionalAuthentication?: 'never' | 'always' | 'new-client' | 'after-wrong-password' | undefined;
        wrongAnswersBeforeLock?: number | undefined;
        wrongInquiryPinsBeforeLock?: number | undefined;
        wrongOneTimePasswordsBeforeSuspension?: number | undefined;
        screenIdleSeconds?: number | undefined;
        authorizationCodeSeconds?: number | undefined;
        accessTokenSeconds?: number | undefined;
        consentDays?: number | undefined;
        inquiryDays?: number | undefined;
        serviceHours?: 'always' | {
            businessDays: {
                from: string;
                to: string;
            } | null;
            saturdays: {
                from: string;
                to: string;
            } | null;
            holidays: {
                from: string;
                to: string;
            } | null;
        } | undefined;
    } | undefined;
    maintenance?: {
        from: string;
        to: string;
    } | undefined;
    companies?: {
        id: string;
        name: string;
        customers: {
            loginId: string;
            loginPassword: string;
            name: string;
            login: 'certificate' | 'password';
            purpose: {
                ja: string;
                en: string;
            };
            certificates?: {
                id: string;
                state?: 'valid' | 'not-yet-valid' | 'expired' | 'revoked' | 'not-for-clients' | 'foreign' | undefined;
            }[] | undefined;
            locked?: boolean | undefined;
            role?: 'operator' | 'administrator' | undefined;
            services?: ('balances' | 'transactions' | 'deposits')[] | undefined;
            mailAddress?: string | undefined;
            mailUndeliverable?: boolean | undefined;
            additionalAuthentication?: {
                question: string;
                answer: string;
            } | undefined;
            tokenSecret?: string | undefined;
            softwareToken?: {
                state: 'unissued' | 'issued' | 'in-use' | 'suspended';
                appIsSetUp?: boolean | undefined;
                activationPassword?: string | undefined;
            } | undefined;
            cameraToken?: {
                code: string;
                state?: 'in-use' | 'suspended' | 'not-set-up' | 'cancelled' | undefined;
            } | undefined;
            phoneClockOffsetSeconds?: number | undefined;
            mailFilter?: boolean | undefined;
            mayNotInquire?: string[] | undefined;
            faults?: {
                operationId?: string | undefined;
                path?: string | undefined;
                client?: string | undefined;
                times?: number | undefined;
                every?: number | undefined;
                probability?: number | undefined;
                seed?: string | undefined;
                delay?: {
                    minMs: number;
                    maxMs: number;
                } | {
                    fixedMs: number;
                } | {
                    medianMs: number;
                    sigma: number;
                } | undefined;
                status?: number | undefined;
                code?: string | undefined;
                retryAfterSeconds?: number | undefined;
                effect?: 'drop-connection' | 'truncate-body' | 'malformed-json' | 'slow-bytes' | undefined;
            }[] | undefined;
        }[];
        accounts?: {
            branchCode: string;
            branchName: string;
            number: string;
            holder: string;
            inquiryPin: string;
            type?: '1' | '2' | '4' | '9' | undefined;
            memo?: string | undefined;
            kind?: 'representative' | 'related' | undefined;
            inquiryPinState?: 'unregistered' | 'pending' | 'registered' | undefined;
            inquiryPinLocked?: boolean | undefined;
            openingBalance?: number | undefined;
            statement?: {
                lines: {
                    bookDate: string;
                    direction: '1' | '2';
                    category: '10' | '11' | '12' | '13' | '14' | '15' | '18' | '19';
                    amount: number;
                    description: string;
                    valueDate?: string | undefined;
                    deposit?: {
                        payerName: string;
                        remittingBank: string;
                        remittingBranch: string;
                        ediInformation?: string | undefined;
                    } | undefined;
                }[];
            } | {
                linesPerMonth: number;
                daysBack?: number | undefined;
                seed?: string | undefined;
            } | undefined;
        }[] | undefined;
        cameraTokens?: {
            code: string;
            secret: string;
        }[] | undefined;
    }[] | undefined;
};

/** A world as it is written. */
export type WorldInput = {
    /** The companies and customers of each bank, and what is settled otherwise there. */
    banks: {
        gunma?: WorldBankInput | undefined;
        sorachi?: WorldBankInput | undefined;
        miyakojima?: WorldBankInput | undefined;
        gunken?: WorldBankInput | undefined;
        mizuho?: WorldBankInput | undefined;
    };
    /** What the world is called. */
    name?: string | undefined;
    /** World time at the start, RFC 3339 with an offset. Default: the real time. */
    clock?: string | undefined;
    /** The vendors' apps that are registered. */
    clients?: {
        clientId: string;
        name: string;
        companyName: string;
        redirectUris: string[];
        clientSecret?: string | undefined;
        services?: ('balances' | 'transactions' | 'deposits')[] | undefined;
        skipServiceSelection?: boolean | undefined;
        profile?: 'standard' | 'fapi2' | undefined;
        tokenEndpointAuthMethod?: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'tls_client_auth' | 'self_signed_tls_client_auth' | 'none' | undefined;
        jwks?: {
            keys: {
                [x: string]: unknown;
            }[];
        } | undefined;
        dpopBoundAccessTokens?: boolean | undefined;
        tlsClientCertificateBoundAccessTokens?: boolean | undefined;
        requirePushedAuthorizationRequests?: boolean | undefined;
        requireDpopNonce?: boolean | undefined;
        tlsClientAuthSubjectDn?: string | undefined;
        tlsClientAuthSanDns?: string | undefined;
        tlsClientAuthSanUri?: string | undefined;
        tlsClientAuthSanIp?: string | undefined;
        tlsClientAuthSanEmail?: string | undefined;
    }[] | undefined;
};

/** A bank of a world. */
export type WorldBank = {
    companies: {
        id: string;
        name: string;
        accounts: {
            branchCode: string;
            branchName: string;
            type: '1' | '2' | '4' | '9';
            number: string;
            holder: string;
            kind: 'representative' | 'related';
            inquiryPin: string;
            inquiryPinState: 'unregistered' | 'pending' | 'registered';
            inquiryPinLocked: boolean;
            openingBalance: number;
            statement: {
                lines: {
                    bookDate: string;
                    direction: '1' | '2';
                    category: '10' | '11' | '12' | '13' | '14' | '15' | '18' | '19';
                    amount: number;
                    description: string;
                    valueDate?: string | undefined;
                    deposit?: {
                        payerName: string;
                        remittingBank: string;
                        remittingBranch: string;
                        ediInformation?: string | undefined;
                    } | undefined;
                }[];
            } | {
                linesPerMonth: number;
                daysBack: number;
                seed?: string | undefined;
            };
            memo?: string | undefined;
        }[];
        cameraTokens: {
            code: string;
            secret: string;
        }[];
        customers: {
            loginId: string;
            loginPassword: string;
            name: string;
            login: 'certificate' | 'password';
            certificates: {
                id: string;
                state: 'valid' | 'not-yet-valid' | 'expired' | 'revoked' | 'not-for-clients' | 'foreign';
            }[];
            locked: boolean;
            role: 'operator' | 'administrator';
            services: ('balances' | 'transactions' | 'deposits')[];
            mailUndeliverable: boolean;
            mayNotInquire: string[];
            faults: {
                operationId?: string | undefined;
                path?: string | undefined;
                client?: string | undefined;
                times?: number | undefined;
                every?: number | undefined;
                probability?: number | undefined;
                seed?: string | undefined;
                delay?: {
                    minMs: number;
                    maxMs: number;
                } | {
                    fixedMs: number;
                } | {
                    medianMs: number;
                    sigma: number;
                } | undefined;
                status?: number | undefined;
                code?: string | undefined;
                retryAfterSeconds?: number | undefined;
                effect?: 'drop-connection' | 'truncate-body' | 'malformed-json' | 'slow-bytes' | undefined;
            }[];
            purpose: {
                ja: string;
                en: string;
            };
            mailAddress?: string | undefined;
            additionalAuthentication?: {
                question: string;
                answer: string;
            } | undefined;
            tokenSecret?: string | undefined;
            softwareToken?: {
                state: 'unissued' | 'issued' | 'in-use' | 'suspended';
                appIsSetUp: boolean;
                activationPassword: string;
            } | undefined;
            cameraToken?: {
                code: string;
                state: 'in-use' | 'suspended' | 'not-set-up' | 'cancelled';
            } | undefined;
            phoneClockOffsetSeconds?: number | undefined;
            mailFilter?: boolean | undefined;
        }[];
    }[];
    settings?: {
        wrongLoginPasswordsBeforeLock?: number | undefined;
        additionalAuthentication?: 'never' | 'always' | 'new-client' | 'after-wrong-password' | undefined;
        wrongAnswersBeforeLock?: number | undefined;
        wrongInquiryPinsBeforeLock?: number | undefined;
        wrongOneTimePasswordsBeforeSuspension?: number | undefined;
        screenIdleSeconds?: number | undefined;
        authorizationCodeSeconds?: number | undefined;
        accessTokenSeconds?: number | undefined;
        consentDays?: number | undefined;
        inquiryDays?: number | undefined;
        serviceHours?: 'always' | {
            businessDays: {
                from: string;
                to: string;
            } | null;
            saturdays: {
                from: string;
                to: string;
            } | null;
            holidays: {
                from: string;
                to: string;
            } | null;
        } | undefined;
    } | undefined;
    maintenance?: {
        from: string;
        to: string;
    } | undefined;
};

/** A world, checked and with its defaults. */
export type World = {
    /** What the world is called. */
    name: string;
    /** The vendors' apps that are registered. */
    clients: {
        clientId: string;
        name: string;
        companyName: string;
        redirectUris: string[];
        services: ('balances' | 'transactions' | 'deposits')[];
        skipServiceSelection: boolean;
        profile: 'standard' | 'fapi2';
        clientSecret?: string | undefined;
        tokenEndpointAuthMethod?: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'tls_client_auth' | 'self_signed_tls_client_auth' | 'none' | undefined;
        jwks?: {
            keys: {
                [x: string]: unknown;
            }[];
        } | undefined;
        dpopBoundAccessTokens?: boolean | undefined;
        tlsClientCertificateBoundAccessTokens?: boolean | undefined;
        requirePushedAuthorizationRequests?: boolean | undefined;
        requireDpopNonce?: boolean | undefined;
        tlsClientAuthSubjectDn?: string | undefined;
        tlsClientAuthSanDns?: string | undefined;
        tlsClientAuthSanUri?: string | undefined;
        tlsClientAuthSanIp?: string | undefined;
        tlsClientAuthSanEmail?: string | undefined;
    }[];
    /** The companies and customers of each bank, and what is settled otherwise there. */
    banks: {
        gunma: WorldBank;
        sorachi: WorldBank;
        miyakojima: WorldBank;
        gunken: WorldBank;
        mizuho: WorldBank;
    };
    /** World time at the start, RFC 3339 with an offset. Default: the real time. */
    clock?: string | undefined;
};
