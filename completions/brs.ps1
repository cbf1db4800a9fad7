using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'brs' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'brs'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'brs' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('sts', 'sts', [CompletionResultType]::ParameterValue, 'Assume a role, or a chain of roles')
            [CompletionResult]::new('mfa', 'mfa', [CompletionResultType]::ParameterValue, 'Start a session with one MFA code, for all roles of a user')
            [CompletionResult]::new('iot', 'iot', [CompletionResultType]::ParameterValue, 'Turn a device''s certificate into credentials')
            [CompletionResult]::new('custom', 'custom', [CompletionResultType]::ParameterValue, 'Print the credentials that a program of yours prints')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'Print the credentials of a profile of the shared config files')
            [CompletionResult]::new('whoami', 'whoami', [CompletionResultType]::ParameterValue, 'Ask AWS whose credentials these are')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a page of the manual')
            break
        }
        'brs;sts' {
            [CompletionResult]::new('--role-arn', '--role-arn', [CompletionResultType]::ParameterName, 'Assume this role; again: from it, assume the next one')
            [CompletionResult]::new('--role-session-name', '--role-session-name', [CompletionResultType]::ParameterName, 'Name the session [default: brs-USER]')
            [CompletionResult]::new('--external-id', '--external-id', [CompletionResultType]::ParameterName, 'Give the external ID that the role asks for')
            [CompletionResult]::new('--duration-seconds', '--duration-seconds', [CompletionResultType]::ParameterName, 'Ask for credentials that live this long [default: 1h]')
            [CompletionResult]::new('--policy', '--policy', [CompletionResultType]::ParameterName, 'Narrow the session with this policy, JSON or file://PATH')
            [CompletionResult]::new('--policy-arn', '--policy-arn', [CompletionResultType]::ParameterName, 'Narrow the session with this managed policy; up to 10 times')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Tag the session; up to 50 times')
            [CompletionResult]::new('--transitive-tag-key', '--transitive-tag-key', [CompletionResultType]::ParameterName, 'Pass the tag of this key on to roles assumed from this one; up to 50 times')
            [CompletionResult]::new('--source-identity', '--source-identity', [CompletionResultType]::ParameterName, 'Set the source identity, which stays through all further roles')
            [CompletionResult]::new('--provided-context', '--provided-context', [CompletionResultType]::ParameterName, 'Pass the assertion of a trusted context provider; up to 5 times')
            [CompletionResult]::new('--serial-number', '--serial-number', [CompletionResultType]::ParameterName, 'Name the MFA device of the user, by ARN or serial number')
            [CompletionResult]::new('--token-code', '--token-code', [CompletionResultType]::ParameterName, 'Give a code of that device, good for one use')
            [CompletionResult]::new('--web-identity-token-file', '--web-identity-token-file', [CompletionResultType]::ParameterName, 'Assume the first role with the token in this file, without base credentials')
            [CompletionResult]::new('--mfa-cmd', '--mfa-cmd', [CompletionResultType]::ParameterName, 'Get MFA codes from this command instead of a person')
            [CompletionResult]::new('--mfa-timeout', '--mfa-timeout', [CompletionResultType]::ParameterName, 'Let that command take at most this long [default: 30s]')
            [CompletionResult]::new('--session-duration', '--session-duration', [CompletionResultType]::ParameterName, 'Let the session that roles share live this long [default: 12h]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take base credentials and region from this profile')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Ask the STS of this region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Ask this endpoint instead of the region''s own')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this file instead of the system''s')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'Send a request at most this often [default: 3]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Let a connection take at most this long to open [default: 3s]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Let the whole run take at most this long [default: 20s]')
            [CompletionResult]::new('--advisory-timeout', '--advisory-timeout', [CompletionResultType]::ParameterName, 'Renew, if possible, when less than this remains [default: 20m]')
            [CompletionResult]::new('--mandatory-timeout', '--mandatory-timeout', [CompletionResultType]::ParameterName, 'Insist on renewal when less than this remains [default: 2m]')
            [CompletionResult]::new('--min-ttl', '--min-ttl', [CompletionResultType]::ParameterName, 'Print nothing that ends sooner than this')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep the cache in this directory')
            [CompletionResult]::new('--prompt-timeout', '--prompt-timeout', [CompletionResultType]::ParameterName, 'Wait this long for an answer on the terminal [default: 2m]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Print credentials in this form [default: process]')
            [CompletionResult]::new('--mfa-cmd-unattended', '--mfa-cmd-unattended', [CompletionResultType]::ParameterName, 'Run that command before credentials end, too: it needs nobody')
            [CompletionResult]::new('--no-mfa-session', '--no-mfa-session', [CompletionResultType]::ParameterName, 'Give each role a code of its own')
            [CompletionResult]::new('--use-fips-endpoint', '--use-fips-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s FIPS endpoint')
            [CompletionResult]::new('--use-dualstack-endpoint', '--use-dualstack-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s endpoint that has IPv6 addresses too')
            [CompletionResult]::new('--force-refresh', '--force-refresh', [CompletionResultType]::ParameterName, 'Get new credentials even if the cached ones are fresh')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Neither read nor save cached credentials')
            [CompletionResult]::new('--no-prompt', '--no-prompt', [CompletionResultType]::ParameterName, 'Ask nobody anything; fail with status 3 where a person is needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'brs;mfa' {
            [CompletionResult]::new('--role-session-name', '--role-session-name', [CompletionResultType]::ParameterName, 'Name the session [default: brs-USER]')
            [CompletionResult]::new('--external-id', '--external-id', [CompletionResultType]::ParameterName, 'Give the external ID that the role asks for')
            [CompletionResult]::new('--policy', '--policy', [CompletionResultType]::ParameterName, 'Narrow the session with this policy, JSON or file://PATH')
            [CompletionResult]::new('--policy-arn', '--policy-arn', [CompletionResultType]::ParameterName, 'Narrow the session with this managed policy; up to 10 times')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Tag the session; up to 50 times')
            [CompletionResult]::new('--transitive-tag-key', '--transitive-tag-key', [CompletionResultType]::ParameterName, 'Pass the tag of this key on to roles assumed from this one; up to 50 times')
            [CompletionResult]::new('--source-identity', '--source-identity', [CompletionResultType]::ParameterName, 'Set the source identity, which stays through all further roles')
            [CompletionResult]::new('--provided-context', '--provided-context', [CompletionResultType]::ParameterName, 'Pass the assertion of a trusted context provider; up to 5 times')
            [CompletionResult]::new('--token-code', '--token-code', [CompletionResultType]::ParameterName, 'Give a code of that device, good for one use')
            [CompletionResult]::new('--mfa-timeout', '--mfa-timeout', [CompletionResultType]::ParameterName, 'Let that command take at most this long [default: 30s]')
            [CompletionResult]::new('--session-duration', '--session-duration', [CompletionResultType]::ParameterName, 'Let the session that roles share live this long [default: 12h]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take base credentials and region from this profile')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Ask the STS of this region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Ask this endpoint instead of the region''s own')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this file instead of the system''s')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'Send a request at most this often [default: 3]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Let a connection take at most this long to open [default: 3s]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Let the whole run take at most this long [default: 20s]')
            [CompletionResult]::new('--advisory-timeout', '--advisory-timeout', [CompletionResultType]::ParameterName, 'Renew, if possible, when less than this remains [default: 20m]')
            [CompletionResult]::new('--mandatory-timeout', '--mandatory-timeout', [CompletionResultType]::ParameterName, 'Insist on renewal when less than this remains [default: 2m]')
            [CompletionResult]::new('--min-ttl', '--min-ttl', [CompletionResultType]::ParameterName, 'Print nothing that ends sooner than this')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep the cache in this directory')
            [CompletionResult]::new('--prompt-timeout', '--prompt-timeout', [CompletionResultType]::ParameterName, 'Wait this long for an answer on the terminal [default: 2m]')
            [CompletionResult]::new('--role-arn', '--role-arn', [CompletionResultType]::ParameterName, 'Assume this role; again: from it, assume the next one')
            [CompletionResult]::new('--serial-number', '--serial-number', [CompletionResultType]::ParameterName, 'Name the MFA device of the user, by ARN or serial number')
            [CompletionResult]::new('--duration-seconds', '--duration-seconds', [CompletionResultType]::ParameterName, 'Ask for credentials that live this long [default: 12h, of a role 1h]')
            [CompletionResult]::new('--cmd', '--cmd', [CompletionResultType]::ParameterName, 'Get MFA codes from this command instead of a person')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Print credentials in this form [default: process]')
            [CompletionResult]::new('--mfa-cmd-unattended', '--mfa-cmd-unattended', [CompletionResultType]::ParameterName, 'Run that command before credentials end, too: it needs nobody')
            [CompletionResult]::new('--use-fips-endpoint', '--use-fips-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s FIPS endpoint')
            [CompletionResult]::new('--use-dualstack-endpoint', '--use-dualstack-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s endpoint that has IPv6 addresses too')
            [CompletionResult]::new('--force-refresh', '--force-refresh', [CompletionResultType]::ParameterName, 'Get new credentials even if the cached ones are fresh')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Neither read nor save cached credentials')
            [CompletionResult]::new('--no-prompt', '--no-prompt', [CompletionResultType]::ParameterName, 'Ask nobody anything; fail with status 3 where a person is needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('--no-mfa-session', '--no-mfa-session', [CompletionResultType]::ParameterName, 'Give each role a code of its own')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'brs;iot' {
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Ask this credentials provider')
            [CompletionResult]::new('--role-alias', '--role-alias', [CompletionResultType]::ParameterName, 'Ask for the role behind this alias')
            [CompletionResult]::new('--thing-name', '--thing-name', [CompletionResultType]::ParameterName, 'Ask as this thing, which the certificate belongs to')
            [CompletionResult]::new('--duration-seconds', '--duration-seconds', [CompletionResultType]::ParameterName, 'Ask for credentials that live this long [default: as the role alias says]')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'Show this certificate: a PEM file, or a pkcs11: URI')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Prove it with this key: a PEM file, or a pkcs11: URI')
            [CompletionResult]::new('--key-password-file', '--key-password-file', [CompletionResultType]::ParameterName, 'Read the password of the key from this file')
            [CompletionResult]::new('--key-password-cmd', '--key-password-cmd', [CompletionResultType]::ParameterName, 'Run this command, which prints the password of the key')
            [CompletionResult]::new('--ca', '--ca', [CompletionResultType]::ParameterName, 'Trust the certificates in this file instead of the system''s')
            [CompletionResult]::new('--pkcs11-lib', '--pkcs11-lib', [CompletionResultType]::ParameterName, 'Reach the token through this PKCS #11 module, by its whole path')
            [CompletionResult]::new('--slot-id', '--slot-id', [CompletionResultType]::ParameterName, 'Take the token in this slot')
            [CompletionResult]::new('--token-label', '--token-label', [CompletionResultType]::ParameterName, 'Take the token with this label')
            [CompletionResult]::new('--key-label', '--key-label', [CompletionResultType]::ParameterName, 'Take the key with this label')
            [CompletionResult]::new('--key-id', '--key-id', [CompletionResultType]::ParameterName, 'Take the key with this ID, in hexadecimal digits')
            [CompletionResult]::new('--pin-file', '--pin-file', [CompletionResultType]::ParameterName, 'Read the PIN of the token from this file')
            [CompletionResult]::new('--pin-cmd', '--pin-cmd', [CompletionResultType]::ParameterName, 'Run this command, which prints the PIN of the token')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Ask the STS of this region in brs whoami [default: the endpoint''s]')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'Send a request at most this often [default: 3]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Let a connection take at most this long to open [default: 3s]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Let the whole run take at most this long [default: 10s]')
            [CompletionResult]::new('--advisory-timeout', '--advisory-timeout', [CompletionResultType]::ParameterName, 'Renew, if possible, when less than this remains [default: 20m]')
            [CompletionResult]::new('--mandatory-timeout', '--mandatory-timeout', [CompletionResultType]::ParameterName, 'Insist on renewal when less than this remains [default: 2m]')
            [CompletionResult]::new('--min-ttl', '--min-ttl', [CompletionResultType]::ParameterName, 'Print nothing that ends sooner than this')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep the cache in this directory')
            [CompletionResult]::new('--prompt-timeout', '--prompt-timeout', [CompletionResultType]::ParameterName, 'Wait this long for an answer on the terminal [default: 2m]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Print credentials in this form [default: process]')
            [CompletionResult]::new('--force-refresh', '--force-refresh', [CompletionResultType]::ParameterName, 'Get new credentials even if the cached ones are fresh')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Neither read nor save cached credentials')
            [CompletionResult]::new('--no-prompt', '--no-prompt', [CompletionResultType]::ParameterName, 'Ask nobody anything; fail with status 3 where a person is needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'brs;custom' {
            [CompletionResult]::new('--command', '--command', [CompletionResultType]::ParameterName, 'Run this command line; quotes are understood, and no shell is asked')
            [CompletionResult]::new('--cwd', '--cwd', [CompletionResultType]::ParameterName, 'Run it in this directory, whatever the working directory is')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'Give it this variable; as often as needed')
            [CompletionResult]::new('--env-pass', '--env-pass', [CompletionResultType]::ParameterName, 'Give it this variable as it is around brs; as often as needed')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'Keep keys without an expiration this long')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Ask the STS of this region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Ask this endpoint instead of the region''s own')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this file instead of the system''s')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'Send a request at most this often [default: 3]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Let a connection take at most this long to open [default: 3s]')
            [CompletionResult]::new('--advisory-timeout', '--advisory-timeout', [CompletionResultType]::ParameterName, 'Renew, if possible, when less than this remains [default: 20m]')
            [CompletionResult]::new('--mandatory-timeout', '--mandatory-timeout', [CompletionResultType]::ParameterName, 'Insist on renewal when less than this remains [default: 2m]')
            [CompletionResult]::new('--min-ttl', '--min-ttl', [CompletionResultType]::ParameterName, 'Print nothing that ends sooner than this')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep the cache in this directory')
            [CompletionResult]::new('--prompt-timeout', '--prompt-timeout', [CompletionResultType]::ParameterName, 'Wait this long for an answer on the terminal [default: 2m]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take the region from this profile')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Let the whole run take at most this long [default: 1m]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Print credentials in this form [default: process]')
            [CompletionResult]::new('--interactive', '--interactive', [CompletionResultType]::ParameterName, 'Give it the terminal to ask a person on, for --prompt-timeout')
            [CompletionResult]::new('--use-fips-endpoint', '--use-fips-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s FIPS endpoint')
            [CompletionResult]::new('--use-dualstack-endpoint', '--use-dualstack-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s endpoint that has IPv6 addresses too')
            [CompletionResult]::new('--force-refresh', '--force-refresh', [CompletionResultType]::ParameterName, 'Get new credentials even if the cached ones are fresh')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Neither read nor save cached credentials')
            [CompletionResult]::new('--no-prompt', '--no-prompt', [CompletionResultType]::ParameterName, 'Ask nobody anything; fail with status 3 where a person is needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'brs;profile' {
            [CompletionResult]::new('--token-code', '--token-code', [CompletionResultType]::ParameterName, 'Give a code of the MFA device that the profile names, good for one use')
            [CompletionResult]::new('--mfa-cmd', '--mfa-cmd', [CompletionResultType]::ParameterName, 'Get MFA codes from this command instead of a person')
            [CompletionResult]::new('--mfa-timeout', '--mfa-timeout', [CompletionResultType]::ParameterName, 'Let that command take at most this long [default: 30s]')
            [CompletionResult]::new('--session-duration', '--session-duration', [CompletionResultType]::ParameterName, 'Let the session that roles share live this long [default: 12h]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Ask the STS of this region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Ask this endpoint instead of the region''s own')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this file instead of the system''s')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'Send a request at most this often [default: 3]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Let a connection take at most this long to open [default: 3s]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Let the whole run take at most this long [default: 20s]')
            [CompletionResult]::new('--advisory-timeout', '--advisory-timeout', [CompletionResultType]::ParameterName, 'Renew, if possible, when less than this remains [default: 20m]')
            [CompletionResult]::new('--mandatory-timeout', '--mandatory-timeout', [CompletionResultType]::ParameterName, 'Insist on renewal when less than this remains [default: 2m]')
            [CompletionResult]::new('--min-ttl', '--min-ttl', [CompletionResultType]::ParameterName, 'Print nothing that ends sooner than this')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep the cache in this directory')
            [CompletionResult]::new('--prompt-timeout', '--prompt-timeout', [CompletionResultType]::ParameterName, 'Wait this long for an answer on the terminal [default: 2m]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take base credentials and region from this profile')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Print credentials in this form [default: process]')
            [CompletionResult]::new('--mfa-cmd-unattended', '--mfa-cmd-unattended', [CompletionResultType]::ParameterName, 'Run that command before credentials end, too: it needs nobody')
            [CompletionResult]::new('--no-mfa-session', '--no-mfa-session', [CompletionResultType]::ParameterName, 'Give each role a code of its own')
            [CompletionResult]::new('--use-fips-endpoint', '--use-fips-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s FIPS endpoint')
            [CompletionResult]::new('--use-dualstack-endpoint', '--use-dualstack-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s endpoint that has IPv6 addresses too')
            [CompletionResult]::new('--force-refresh', '--force-refresh', [CompletionResultType]::ParameterName, 'Get new credentials even if the cached ones are fresh')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Neither read nor save cached credentials')
            [CompletionResult]::new('--no-prompt', '--no-prompt', [CompletionResultType]::ParameterName, 'Ask nobody anything; fail with status 3 where a person is needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'brs;whoami' {
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Print the answer in this form')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Ask the STS of this region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Ask this endpoint instead of the region''s own')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this file instead of the system''s')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'Send a request at most this often [default: 3]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Let a connection take at most this long to open [default: 3s]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Let the whole run take at most this long [default: 20s]')
            [CompletionResult]::new('--prompt-timeout', '--prompt-timeout', [CompletionResultType]::ParameterName, 'Wait this long for an answer on the terminal [default: 2m]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take base credentials and region from this profile')
            [CompletionResult]::new('--use-fips-endpoint', '--use-fips-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s FIPS endpoint')
            [CompletionResult]::new('--use-dualstack-endpoint', '--use-dualstack-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s endpoint that has IPv6 addresses too')
            [CompletionResult]::new('--no-prompt', '--no-prompt', [CompletionResultType]::ParameterName, 'Ask nobody anything; fail with status 3 where a person is needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('sts', 'sts', [CompletionResultType]::ParameterValue, 'Assume a role, or a chain of roles')
            [CompletionResult]::new('mfa', 'mfa', [CompletionResultType]::ParameterValue, 'Start a session with one MFA code, for all roles of a user')
            [CompletionResult]::new('iot', 'iot', [CompletionResultType]::ParameterValue, 'Turn a device''s certificate into credentials')
            [CompletionResult]::new('custom', 'custom', [CompletionResultType]::ParameterValue, 'Print the credentials that a program of yours prints')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'Print the credentials of a profile of the shared config files')
            break
        }
        'brs;whoami;sts' {
            [CompletionResult]::new('--role-arn', '--role-arn', [CompletionResultType]::ParameterName, 'Assume this role; again: from it, assume the next one')
            [CompletionResult]::new('--role-session-name', '--role-session-name', [CompletionResultType]::ParameterName, 'Name the session [default: brs-USER]')
            [CompletionResult]::new('--external-id', '--external-id', [CompletionResultType]::ParameterName, 'Give the external ID that the role asks for')
            [CompletionResult]::new('--duration-seconds', '--duration-seconds', [CompletionResultType]::ParameterName, 'Ask for credentials that live this long [default: 1h]')
            [CompletionResult]::new('--policy', '--policy', [CompletionResultType]::ParameterName, 'Narrow the session with this policy, JSON or file://PATH')
            [CompletionResult]::new('--policy-arn', '--policy-arn', [CompletionResultType]::ParameterName, 'Narrow the session with this managed policy; up to 10 times')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Tag the session; up to 50 times')
            [CompletionResult]::new('--transitive-tag-key', '--transitive-tag-key', [CompletionResultType]::ParameterName, 'Pass the tag of this key on to roles assumed from this one; up to 50 times')
            [CompletionResult]::new('--source-identity', '--source-identity', [CompletionResultType]::ParameterName, 'Set the source identity, which stays through all further roles')
            [CompletionResult]::new('--provided-context', '--provided-context', [CompletionResultType]::ParameterName, 'Pass the assertion of a trusted context provider; up to 5 times')
            [CompletionResult]::new('--serial-number', '--serial-number', [CompletionResultType]::ParameterName, 'Name the MFA device of the user, by ARN or serial number')
            [CompletionResult]::new('--token-code', '--token-code', [CompletionResultType]::ParameterName, 'Give a code of that device, good for one use')
            [CompletionResult]::new('--web-identity-token-file', '--web-identity-token-file', [CompletionResultType]::ParameterName, 'Assume the first role with the token in this file, without base credentials')
            [CompletionResult]::new('--mfa-cmd', '--mfa-cmd', [CompletionResultType]::ParameterName, 'Get MFA codes from this command instead of a person')
            [CompletionResult]::new('--mfa-timeout', '--mfa-timeout', [CompletionResultType]::ParameterName, 'Let that command take at most this long [default: 30s]')
            [CompletionResult]::new('--session-duration', '--session-duration', [CompletionResultType]::ParameterName, 'Let the session that roles share live this long [default: 12h]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take base credentials and region from this profile')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Ask the STS of this region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Ask this endpoint instead of the region''s own')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this file instead of the system''s')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'Send a request at most this often [default: 3]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Let a connection take at most this long to open [default: 3s]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Let the whole run take at most this long [default: 20s]')
            [CompletionResult]::new('--advisory-timeout', '--advisory-timeout', [CompletionResultType]::ParameterName, 'Renew, if possible, when less than this remains [default: 20m]')
            [CompletionResult]::new('--mandatory-timeout', '--mandatory-timeout', [CompletionResultType]::ParameterName, 'Insist on renewal when less than this remains [default: 2m]')
            [CompletionResult]::new('--min-ttl', '--min-ttl', [CompletionResultType]::ParameterName, 'Print nothing that ends sooner than this')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep the cache in this directory')
            [CompletionResult]::new('--prompt-timeout', '--prompt-timeout', [CompletionResultType]::ParameterName, 'Wait this long for an answer on the terminal [default: 2m]')
            [CompletionResult]::new('--mfa-cmd-unattended', '--mfa-cmd-unattended', [CompletionResultType]::ParameterName, 'Run that command before credentials end, too: it needs nobody')
            [CompletionResult]::new('--no-mfa-session', '--no-mfa-session', [CompletionResultType]::ParameterName, 'Give each role a code of its own')
            [CompletionResult]::new('--use-fips-endpoint', '--use-fips-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s FIPS endpoint')
            [CompletionResult]::new('--use-dualstack-endpoint', '--use-dualstack-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s endpoint that has IPv6 addresses too')
            [CompletionResult]::new('--force-refresh', '--force-refresh', [CompletionResultType]::ParameterName, 'Get new credentials even if the cached ones are fresh')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Neither read nor save cached credentials')
            [CompletionResult]::new('--no-prompt', '--no-prompt', [CompletionResultType]::ParameterName, 'Ask nobody anything; fail with status 3 where a person is needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'brs;whoami;mfa' {
            [CompletionResult]::new('--role-session-name', '--role-session-name', [CompletionResultType]::ParameterName, 'Name the session [default: brs-USER]')
            [CompletionResult]::new('--external-id', '--external-id', [CompletionResultType]::ParameterName, 'Give the external ID that the role asks for')
            [CompletionResult]::new('--policy', '--policy', [CompletionResultType]::ParameterName, 'Narrow the session with this policy, JSON or file://PATH')
            [CompletionResult]::new('--policy-arn', '--policy-arn', [CompletionResultType]::ParameterName, 'Narrow the session with this managed policy; up to 10 times')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Tag the session; up to 50 times')
            [CompletionResult]::new('--transitive-tag-key', '--transitive-tag-key', [CompletionResultType]::ParameterName, 'Pass the tag of this key on to roles assumed from this one; up to 50 times')
            [CompletionResult]::new('--source-identity', '--source-identity', [CompletionResultType]::ParameterName, 'Set the source identity, which stays through all further roles')
            [CompletionResult]::new('--provided-context', '--provided-context', [CompletionResultType]::ParameterName, 'Pass the assertion of a trusted context provider; up to 5 times')
            [CompletionResult]::new('--token-code', '--token-code', [CompletionResultType]::ParameterName, 'Give a code of that device, good for one use')
            [CompletionResult]::new('--mfa-timeout', '--mfa-timeout', [CompletionResultType]::ParameterName, 'Let that command take at most this long [default: 30s]')
            [CompletionResult]::new('--session-duration', '--session-duration', [CompletionResultType]::ParameterName, 'Let the session that roles share live this long [default: 12h]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take base credentials and region from this profile')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Ask the STS of this region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Ask this endpoint instead of the region''s own')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this file instead of the system''s')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'Send a request at most this often [default: 3]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Let a connection take at most this long to open [default: 3s]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Let the whole run take at most this long [default: 20s]')
            [CompletionResult]::new('--advisory-timeout', '--advisory-timeout', [CompletionResultType]::ParameterName, 'Renew, if possible, when less than this remains [default: 20m]')
            [CompletionResult]::new('--mandatory-timeout', '--mandatory-timeout', [CompletionResultType]::ParameterName, 'Insist on renewal when less than this remains [default: 2m]')
            [CompletionResult]::new('--min-ttl', '--min-ttl', [CompletionResultType]::ParameterName, 'Print nothing that ends sooner than this')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep the cache in this directory')
            [CompletionResult]::new('--prompt-timeout', '--prompt-timeout', [CompletionResultType]::ParameterName, 'Wait this long for an answer on the terminal [default: 2m]')
            [CompletionResult]::new('--role-arn', '--role-arn', [CompletionResultType]::ParameterName, 'Assume this role; again: from it, assume the next one')
            [CompletionResult]::new('--serial-number', '--serial-number', [CompletionResultType]::ParameterName, 'Name the MFA device of the user, by ARN or serial number')
            [CompletionResult]::new('--duration-seconds', '--duration-seconds', [CompletionResultType]::ParameterName, 'Ask for credentials that live this long [default: 12h, of a role 1h]')
            [CompletionResult]::new('--cmd', '--cmd', [CompletionResultType]::ParameterName, 'Get MFA codes from this command instead of a person')
            [CompletionResult]::new('--mfa-cmd-unattended', '--mfa-cmd-unattended', [CompletionResultType]::ParameterName, 'Run that command before credentials end, too: it needs nobody')
            [CompletionResult]::new('--use-fips-endpoint', '--use-fips-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s FIPS endpoint')
            [CompletionResult]::new('--use-dualstack-endpoint', '--use-dualstack-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s endpoint that has IPv6 addresses too')
            [CompletionResult]::new('--force-refresh', '--force-refresh', [CompletionResultType]::ParameterName, 'Get new credentials even if the cached ones are fresh')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Neither read nor save cached credentials')
            [CompletionResult]::new('--no-prompt', '--no-prompt', [CompletionResultType]::ParameterName, 'Ask nobody anything; fail with status 3 where a person is needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('--no-mfa-session', '--no-mfa-session', [CompletionResultType]::ParameterName, 'Give each role a code of its own')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'brs;whoami;iot' {
            [CompletionResult]::new('--endpoint', '--endpoint', [CompletionResultType]::ParameterName, 'Ask this credentials provider')
            [CompletionResult]::new('--role-alias', '--role-alias', [CompletionResultType]::ParameterName, 'Ask for the role behind this alias')
            [CompletionResult]::new('--thing-name', '--thing-name', [CompletionResultType]::ParameterName, 'Ask as this thing, which the certificate belongs to')
            [CompletionResult]::new('--duration-seconds', '--duration-seconds', [CompletionResultType]::ParameterName, 'Ask for credentials that live this long [default: as the role alias says]')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'Show this certificate: a PEM file, or a pkcs11: URI')
            [CompletionResult]::new('--key', '--key', [CompletionResultType]::ParameterName, 'Prove it with this key: a PEM file, or a pkcs11: URI')
            [CompletionResult]::new('--key-password-file', '--key-password-file', [CompletionResultType]::ParameterName, 'Read the password of the key from this file')
            [CompletionResult]::new('--key-password-cmd', '--key-password-cmd', [CompletionResultType]::ParameterName, 'Run this command, which prints the password of the key')
            [CompletionResult]::new('--ca', '--ca', [CompletionResultType]::ParameterName, 'Trust the certificates in this file instead of the system''s')
            [CompletionResult]::new('--pkcs11-lib', '--pkcs11-lib', [CompletionResultType]::ParameterName, 'Reach the token through this PKCS #11 module, by its whole path')
            [CompletionResult]::new('--slot-id', '--slot-id', [CompletionResultType]::ParameterName, 'Take the token in this slot')
            [CompletionResult]::new('--token-label', '--token-label', [CompletionResultType]::ParameterName, 'Take the token with this label')
            [CompletionResult]::new('--key-label', '--key-label', [CompletionResultType]::ParameterName, 'Take the key with this label')
            [CompletionResult]::new('--key-id', '--key-id', [CompletionResultType]::ParameterName, 'Take the key with this ID, in hexadecimal digits')
            [CompletionResult]::new('--pin-file', '--pin-file', [CompletionResultType]::ParameterName, 'Read the PIN of the token from this file')
            [CompletionResult]::new('--pin-cmd', '--pin-cmd', [CompletionResultType]::ParameterName, 'Run this command, which prints the PIN of the token')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Ask the STS of this region in brs whoami [default: the endpoint''s]')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'Send a request at most this often [default: 3]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Let a connection take at most this long to open [default: 3s]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Let the whole run take at most this long [default: 10s]')
            [CompletionResult]::new('--advisory-timeout', '--advisory-timeout', [CompletionResultType]::ParameterName, 'Renew, if possible, when less than this remains [default: 20m]')
            [CompletionResult]::new('--mandatory-timeout', '--mandatory-timeout', [CompletionResultType]::ParameterName, 'Insist on renewal when less than this remains [default: 2m]')
            [CompletionResult]::new('--min-ttl', '--min-ttl', [CompletionResultType]::ParameterName, 'Print nothing that ends sooner than this')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep the cache in this directory')
            [CompletionResult]::new('--prompt-timeout', '--prompt-timeout', [CompletionResultType]::ParameterName, 'Wait this long for an answer on the terminal [default: 2m]')
            [CompletionResult]::new('--force-refresh', '--force-refresh', [CompletionResultType]::ParameterName, 'Get new credentials even if the cached ones are fresh')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Neither read nor save cached credentials')
            [CompletionResult]::new('--no-prompt', '--no-prompt', [CompletionResultType]::ParameterName, 'Ask nobody anything; fail with status 3 where a person is needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'brs;whoami;custom' {
            [CompletionResult]::new('--command', '--command', [CompletionResultType]::ParameterName, 'Run this command line; quotes are understood, and no shell is asked')
            [CompletionResult]::new('--cwd', '--cwd', [CompletionResultType]::ParameterName, 'Run it in this directory, whatever the working directory is')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'Give it this variable; as often as needed')
            [CompletionResult]::new('--env-pass', '--env-pass', [CompletionResultType]::ParameterName, 'Give it this variable as it is around brs; as often as needed')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'Keep keys without an expiration this long')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Ask the STS of this region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Ask this endpoint instead of the region''s own')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this file instead of the system''s')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'Send a request at most this often [default: 3]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Let a connection take at most this long to open [default: 3s]')
            [CompletionResult]::new('--advisory-timeout', '--advisory-timeout', [CompletionResultType]::ParameterName, 'Renew, if possible, when less than this remains [default: 20m]')
            [CompletionResult]::new('--mandatory-timeout', '--mandatory-timeout', [CompletionResultType]::ParameterName, 'Insist on renewal when less than this remains [default: 2m]')
            [CompletionResult]::new('--min-ttl', '--min-ttl', [CompletionResultType]::ParameterName, 'Print nothing that ends sooner than this')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep the cache in this directory')
            [CompletionResult]::new('--prompt-timeout', '--prompt-timeout', [CompletionResultType]::ParameterName, 'Wait this long for an answer on the terminal [default: 2m]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take the region from this profile')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Let the whole run take at most this long [default: 1m]')
            [CompletionResult]::new('--interactive', '--interactive', [CompletionResultType]::ParameterName, 'Give it the terminal to ask a person on, for --prompt-timeout')
            [CompletionResult]::new('--use-fips-endpoint', '--use-fips-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s FIPS endpoint')
            [CompletionResult]::new('--use-dualstack-endpoint', '--use-dualstack-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s endpoint that has IPv6 addresses too')
            [CompletionResult]::new('--force-refresh', '--force-refresh', [CompletionResultType]::ParameterName, 'Get new credentials even if the cached ones are fresh')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Neither read nor save cached credentials')
            [CompletionResult]::new('--no-prompt', '--no-prompt', [CompletionResultType]::ParameterName, 'Ask nobody anything; fail with status 3 where a person is needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'brs;whoami;profile' {
            [CompletionResult]::new('--token-code', '--token-code', [CompletionResultType]::ParameterName, 'Give a code of the MFA device that the profile names, good for one use')
            [CompletionResult]::new('--mfa-cmd', '--mfa-cmd', [CompletionResultType]::ParameterName, 'Get MFA codes from this command instead of a person')
            [CompletionResult]::new('--mfa-timeout', '--mfa-timeout', [CompletionResultType]::ParameterName, 'Let that command take at most this long [default: 30s]')
            [CompletionResult]::new('--session-duration', '--session-duration', [CompletionResultType]::ParameterName, 'Let the session that roles share live this long [default: 12h]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Ask the STS of this region')
            [CompletionResult]::new('--endpoint-url', '--endpoint-url', [CompletionResultType]::ParameterName, 'Ask this endpoint instead of the region''s own')
            [CompletionResult]::new('--ca-bundle', '--ca-bundle', [CompletionResultType]::ParameterName, 'Trust the certificates in this file instead of the system''s')
            [CompletionResult]::new('--max-attempts', '--max-attempts', [CompletionResultType]::ParameterName, 'Send a request at most this often [default: 3]')
            [CompletionResult]::new('--connect-timeout', '--connect-timeout', [CompletionResultType]::ParameterName, 'Let a connection take at most this long to open [default: 3s]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Let the whole run take at most this long [default: 20s]')
            [CompletionResult]::new('--advisory-timeout', '--advisory-timeout', [CompletionResultType]::ParameterName, 'Renew, if possible, when less than this remains [default: 20m]')
            [CompletionResult]::new('--mandatory-timeout', '--mandatory-timeout', [CompletionResultType]::ParameterName, 'Insist on renewal when less than this remains [default: 2m]')
            [CompletionResult]::new('--min-ttl', '--min-ttl', [CompletionResultType]::ParameterName, 'Print nothing that ends sooner than this')
            [CompletionResult]::new('--cache-dir', '--cache-dir', [CompletionResultType]::ParameterName, 'Keep the cache in this directory')
            [CompletionResult]::new('--prompt-timeout', '--prompt-timeout', [CompletionResultType]::ParameterName, 'Wait this long for an answer on the terminal [default: 2m]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take base credentials and region from this profile')
            [CompletionResult]::new('--mfa-cmd-unattended', '--mfa-cmd-unattended', [CompletionResultType]::ParameterName, 'Run that command before credentials end, too: it needs nobody')
            [CompletionResult]::new('--no-mfa-session', '--no-mfa-session', [CompletionResultType]::ParameterName, 'Give each role a code of its own')
            [CompletionResult]::new('--use-fips-endpoint', '--use-fips-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s FIPS endpoint')
            [CompletionResult]::new('--use-dualstack-endpoint', '--use-dualstack-endpoint', [CompletionResultType]::ParameterName, 'Ask the region''s endpoint that has IPv6 addresses too')
            [CompletionResult]::new('--force-refresh', '--force-refresh', [CompletionResultType]::ParameterName, 'Get new credentials even if the cached ones are fresh')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Neither read nor save cached credentials')
            [CompletionResult]::new('--no-prompt', '--no-prompt', [CompletionResultType]::ParameterName, 'Ask nobody anything; fail with status 3 where a person is needed')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Tell on standard error what is done; twice: in detail')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'brs;completions' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('bash', 'bash', [CompletionResultType]::ParameterValue, 'bash')
            [CompletionResult]::new('zsh', 'zsh', [CompletionResultType]::ParameterValue, 'zsh')
            [CompletionResult]::new('fish', 'fish', [CompletionResultType]::ParameterValue, 'fish')
            [CompletionResult]::new('powershell', 'powershell', [CompletionResultType]::ParameterValue, 'powershell')
            [CompletionResult]::new('elvish', 'elvish', [CompletionResultType]::ParameterValue, 'elvish')
            break
        }
        'brs;completions;bash' {
            break
        }
        'brs;completions;zsh' {
            break
        }
        'brs;completions;fish' {
            break
        }
        'brs;completions;powershell' {
            break
        }
        'brs;completions;elvish' {
            break
        }
        'brs;man' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('sts', 'sts', [CompletionResultType]::ParameterValue, 'sts')
            [CompletionResult]::new('mfa', 'mfa', [CompletionResultType]::ParameterValue, 'mfa')
            [CompletionResult]::new('iot', 'iot', [CompletionResultType]::ParameterValue, 'iot')
            [CompletionResult]::new('custom', 'custom', [CompletionResultType]::ParameterValue, 'custom')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'profile')
            [CompletionResult]::new('whoami', 'whoami', [CompletionResultType]::ParameterValue, 'whoami')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'completions')
            break
        }
        'brs;man;sts' {
            break
        }
        'brs;man;mfa' {
            break
        }
        'brs;man;iot' {
            break
        }
        'brs;man;custom' {
            break
        }
        'brs;man;profile' {
            break
        }
        'brs;man;whoami' {
            break
        }
        'brs;man;completions' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
