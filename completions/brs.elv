use builtin;
use str;

set edit:completion:arg-completer[brs] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'brs'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'brs'= {
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand sts 'Assume a role, or a chain of roles'
            cand mfa 'Start a session with one MFA code, for all roles of a user'
            cand iot 'Turn a device''s certificate into credentials'
            cand custom 'Print the credentials that a program of yours prints'
            cand profile 'Print the credentials of a profile of the shared config files'
            cand whoami 'Ask AWS whose credentials these are'
            cand completions 'Print the completion script of a shell'
            cand man 'Print a page of the manual'
        }
        &'brs;sts'= {
            cand --role-arn 'Assume this role; again: from it, assume the next one'
            cand --role-session-name 'Name the session [default: brs-USER]'
            cand --external-id 'Give the external ID that the role asks for'
            cand --duration-seconds 'Ask for credentials that live this long [default: 1h]'
            cand --policy 'Narrow the session with this policy, JSON or file://PATH'
            cand --policy-arn 'Narrow the session with this managed policy; up to 10 times'
            cand --tag 'Tag the session; up to 50 times'
            cand --transitive-tag-key 'Pass the tag of this key on to roles assumed from this one; up to 50 times'
            cand --source-identity 'Set the source identity, which stays through all further roles'
            cand --provided-context 'Pass the assertion of a trusted context provider; up to 5 times'
            cand --serial-number 'Name the MFA device of the user, by ARN or serial number'
            cand --token-code 'Give a code of that device, good for one use'
            cand --web-identity-token-file 'Assume the first role with the token in this file, without base credentials'
            cand --mfa-cmd 'Get MFA codes from this command instead of a person'
            cand --mfa-timeout 'Let that command take at most this long [default: 30s]'
            cand --session-duration 'Let the session that roles share live this long [default: 12h]'
            cand --profile 'Take base credentials and region from this profile'
            cand --region 'Ask the STS of this region'
            cand --endpoint-url 'Ask this endpoint instead of the region''s own'
            cand --ca-bundle 'Trust the certificates in this file instead of the system''s'
            cand --max-attempts 'Send a request at most this often [default: 3]'
            cand --connect-timeout 'Let a connection take at most this long to open [default: 3s]'
            cand --timeout 'Let the whole run take at most this long [default: 20s]'
            cand --advisory-timeout 'Renew, if possible, when less than this remains [default: 20m]'
            cand --mandatory-timeout 'Insist on renewal when less than this remains [default: 2m]'
            cand --min-ttl 'Print nothing that ends sooner than this'
            cand --cache-dir 'Keep the cache in this directory'
            cand --prompt-timeout 'Wait this long for an answer on the terminal [default: 2m]'
            cand --output 'Print credentials in this form [default: process]'
            cand --mfa-cmd-unattended 'Run that command before credentials end, too: it needs nobody'
            cand --no-mfa-session 'Give each role a code of its own'
            cand --use-fips-endpoint 'Ask the region''s FIPS endpoint'
            cand --use-dualstack-endpoint 'Ask the region''s endpoint that has IPv6 addresses too'
            cand --force-refresh 'Get new credentials even if the cached ones are fresh'
            cand --no-cache 'Neither read nor save cached credentials'
            cand --no-prompt 'Ask nobody anything; fail with status 3 where a person is needed'
            cand -v 'Tell on standard error what is done; twice: in detail'
            cand --verbose 'Tell on standard error what is done; twice: in detail'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'brs;mfa'= {
            cand --role-session-name 'Name the session [default: brs-USER]'
            cand --external-id 'Give the external ID that the role asks for'
            cand --policy 'Narrow the session with this policy, JSON or file://PATH'
            cand --policy-arn 'Narrow the session with this managed policy; up to 10 times'
            cand --tag 'Tag the session; up to 50 times'
            cand --transitive-tag-key 'Pass the tag of this key on to roles assumed from this one; up to 50 times'
            cand --source-identity 'Set the source identity, which stays through all further roles'
            cand --provided-context 'Pass the assertion of a trusted context provider; up to 5 times'
            cand --token-code 'Give a code of that device, good for one use'
            cand --mfa-timeout 'Let that command take at most this long [default: 30s]'
            cand --session-duration 'Let the session that roles share live this long [default: 12h]'
            cand --profile 'Take base credentials and region from this profile'
            cand --region 'Ask the STS of this region'
            cand --endpoint-url 'Ask this endpoint instead of the region''s own'
            cand --ca-bundle 'Trust the certificates in this file instead of the system''s'
            cand --max-attempts 'Send a request at most this often [default: 3]'
            cand --connect-timeout 'Let a connection take at most this long to open [default: 3s]'
            cand --timeout 'Let the whole run take at most this long [default: 20s]'
            cand --advisory-timeout 'Renew, if possible, when less than this remains [default: 20m]'
            cand --mandatory-timeout 'Insist on renewal when less than this remains [default: 2m]'
            cand --min-ttl 'Print nothing that ends sooner than this'
            cand --cache-dir 'Keep the cache in this directory'
            cand --prompt-timeout 'Wait this long for an answer on the terminal [default: 2m]'
            cand --role-arn 'Assume this role; again: from it, assume the next one'
            cand --serial-number 'Name the MFA device of the user, by ARN or serial number'
            cand --duration-seconds 'Ask for credentials that live this long [default: 12h, of a role 1h]'
            cand --cmd 'Get MFA codes from this command instead of a person'
            cand --output 'Print credentials in this form [default: process]'
            cand --mfa-cmd-unattended 'Run that command before credentials end, too: it needs nobody'
            cand --use-fips-endpoint 'Ask the region''s FIPS endpoint'
            cand --use-dualstack-endpoint 'Ask the region''s endpoint that has IPv6 addresses too'
            cand --force-refresh 'Get new credentials even if the cached ones are fresh'
            cand --no-cache 'Neither read nor save cached credentials'
            cand --no-prompt 'Ask nobody anything; fail with status 3 where a person is needed'
            cand -v 'Tell on standard error what is done; twice: in detail'
            cand --verbose 'Tell on standard error what is done; twice: in detail'
            cand --no-mfa-session 'Give each role a code of its own'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'brs;iot'= {
            cand --endpoint 'Ask this credentials provider'
            cand --role-alias 'Ask for the role behind this alias'
            cand --thing-name 'Ask as this thing, which the certificate belongs to'
            cand --duration-seconds 'Ask for credentials that live this long [default: as the role alias says]'
            cand --cert 'Show this certificate: a PEM file, or a pkcs11: URI'
            cand --key 'Prove it with this key: a PEM file, or a pkcs11: URI'
            cand --key-password-file 'Read the password of the key from this file'
            cand --key-password-cmd 'Run this command, which prints the password of the key'
            cand --ca 'Trust the certificates in this file instead of the system''s'
            cand --pkcs11-lib 'Reach the token through this PKCS #11 module, by its whole path'
            cand --slot-id 'Take the token in this slot'
            cand --token-label 'Take the token with this label'
            cand --key-label 'Take the key with this label'
            cand --key-id 'Take the key with this ID, in hexadecimal digits'
            cand --pin-file 'Read the PIN of the token from this file'
            cand --pin-cmd 'Run this command, which prints the PIN of the token'
            cand --region 'Ask the STS of this region in brs whoami [default: the endpoint''s]'
            cand --max-attempts 'Send a request at most this often [default: 3]'
            cand --connect-timeout 'Let a connection take at most this long to open [default: 3s]'
            cand --timeout 'Let the whole run take at most this long [default: 10s]'
            cand --advisory-timeout 'Renew, if possible, when less than this remains [default: 20m]'
            cand --mandatory-timeout 'Insist on renewal when less than this remains [default: 2m]'
            cand --min-ttl 'Print nothing that ends sooner than this'
            cand --cache-dir 'Keep the cache in this directory'
            cand --prompt-timeout 'Wait this long for an answer on the terminal [default: 2m]'
            cand --output 'Print credentials in this form [default: process]'
            cand --force-refresh 'Get new credentials even if the cached ones are fresh'
            cand --no-cache 'Neither read nor save cached credentials'
            cand --no-prompt 'Ask nobody anything; fail with status 3 where a person is needed'
            cand -v 'Tell on standard error what is done; twice: in detail'
            cand --verbose 'Tell on standard error what is done; twice: in detail'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'brs;custom'= {
            cand --command 'Run this command line; quotes are understood, and no shell is asked'
            cand --cwd 'Run it in this directory, whatever the working directory is'
            cand --env 'Give it this variable; as often as needed'
            cand --env-pass 'Give it this variable as it is around brs; as often as needed'
            cand --ttl 'Keep keys without an expiration this long'
            cand --region 'Ask the STS of this region'
            cand --endpoint-url 'Ask this endpoint instead of the region''s own'
            cand --ca-bundle 'Trust the certificates in this file instead of the system''s'
            cand --max-attempts 'Send a request at most this often [default: 3]'
            cand --connect-timeout 'Let a connection take at most this long to open [default: 3s]'
            cand --advisory-timeout 'Renew, if possible, when less than this remains [default: 20m]'
            cand --mandatory-timeout 'Insist on renewal when less than this remains [default: 2m]'
            cand --min-ttl 'Print nothing that ends sooner than this'
            cand --cache-dir 'Keep the cache in this directory'
            cand --prompt-timeout 'Wait this long for an answer on the terminal [default: 2m]'
            cand --profile 'Take the region from this profile'
            cand --timeout 'Let the whole run take at most this long [default: 1m]'
            cand --output 'Print credentials in this form [default: process]'
            cand --interactive 'Give it the terminal to ask a person on, for --prompt-timeout'
            cand --use-fips-endpoint 'Ask the region''s FIPS endpoint'
            cand --use-dualstack-endpoint 'Ask the region''s endpoint that has IPv6 addresses too'
            cand --force-refresh 'Get new credentials even if the cached ones are fresh'
            cand --no-cache 'Neither read nor save cached credentials'
            cand --no-prompt 'Ask nobody anything; fail with status 3 where a person is needed'
            cand -v 'Tell on standard error what is done; twice: in detail'
            cand --verbose 'Tell on standard error what is done; twice: in detail'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'brs;profile'= {
            cand --token-code 'Give a code of the MFA device that the profile names, good for one use'
            cand --mfa-cmd 'Get MFA codes from this command instead of a person'
            cand --mfa-timeout 'Let that command take at most this long [default: 30s]'
            cand --session-duration 'Let the session that roles share live this long [default: 12h]'
            cand --region 'Ask the STS of this region'
            cand --endpoint-url 'Ask this endpoint instead of the region''s own'
            cand --ca-bundle 'Trust the certificates in this file instead of the system''s'
            cand --max-attempts 'Send a request at most this often [default: 3]'
            cand --connect-timeout 'Let a connection take at most this long to open [default: 3s]'
            cand --timeout 'Let the whole run take at most this long [default: 20s]'
            cand --advisory-timeout 'Renew, if possible, when less than this remains [default: 20m]'
            cand --mandatory-timeout 'Insist on renewal when less than this remains [default: 2m]'
            cand --min-ttl 'Print nothing that ends sooner than this'
            cand --cache-dir 'Keep the cache in this directory'
            cand --prompt-timeout 'Wait this long for an answer on the terminal [default: 2m]'
            cand --profile 'Take base credentials and region from this profile'
            cand --output 'Print credentials in this form [default: process]'
            cand --mfa-cmd-unattended 'Run that command before credentials end, too: it needs nobody'
            cand --no-mfa-session 'Give each role a code of its own'
            cand --use-fips-endpoint 'Ask the region''s FIPS endpoint'
            cand --use-dualstack-endpoint 'Ask the region''s endpoint that has IPv6 addresses too'
            cand --force-refresh 'Get new credentials even if the cached ones are fresh'
            cand --no-cache 'Neither read nor save cached credentials'
            cand --no-prompt 'Ask nobody anything; fail with status 3 where a person is needed'
            cand -v 'Tell on standard error what is done; twice: in detail'
            cand --verbose 'Tell on standard error what is done; twice: in detail'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'brs;whoami'= {
            cand --output 'Print the answer in this form'
            cand --region 'Ask the STS of this region'
            cand --endpoint-url 'Ask this endpoint instead of the region''s own'
            cand --ca-bundle 'Trust the certificates in this file instead of the system''s'
            cand --max-attempts 'Send a request at most this often [default: 3]'
            cand --connect-timeout 'Let a connection take at most this long to open [default: 3s]'
            cand --timeout 'Let the whole run take at most this long [default: 20s]'
            cand --prompt-timeout 'Wait this long for an answer on the terminal [default: 2m]'
            cand --profile 'Take base credentials and region from this profile'
            cand --use-fips-endpoint 'Ask the region''s FIPS endpoint'
            cand --use-dualstack-endpoint 'Ask the region''s endpoint that has IPv6 addresses too'
            cand --no-prompt 'Ask nobody anything; fail with status 3 where a person is needed'
            cand -v 'Tell on standard error what is done; twice: in detail'
            cand --verbose 'Tell on standard error what is done; twice: in detail'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand sts 'Assume a role, or a chain of roles'
            cand mfa 'Start a session with one MFA code, for all roles of a user'
            cand iot 'Turn a device''s certificate into credentials'
            cand custom 'Print the credentials that a program of yours prints'
            cand profile 'Print the credentials of a profile of the shared config files'
        }
        &'brs;whoami;sts'= {
            cand --role-arn 'Assume this role; again: from it, assume the next one'
            cand --role-session-name 'Name the session [default: brs-USER]'
            cand --external-id 'Give the external ID that the role asks for'
            cand --duration-seconds 'Ask for credentials that live this long [default: 1h]'
            cand --policy 'Narrow the session with this policy, JSON or file://PATH'
            cand --policy-arn 'Narrow the session with this managed policy; up to 10 times'
            cand --tag 'Tag the session; up to 50 times'
            cand --transitive-tag-key 'Pass the tag of this key on to roles assumed from this one; up to 50 times'
            cand --source-identity 'Set the source identity, which stays through all further roles'
            cand --provided-context 'Pass the assertion of a trusted context provider; up to 5 times'
            cand --serial-number 'Name the MFA device of the user, by ARN or serial number'
            cand --token-code 'Give a code of that device, good for one use'
            cand --web-identity-token-file 'Assume the first role with the token in this file, without base credentials'
            cand --mfa-cmd 'Get MFA codes from this command instead of a person'
            cand --mfa-timeout 'Let that command take at most this long [default: 30s]'
            cand --session-duration 'Let the session that roles share live this long [default: 12h]'
            cand --profile 'Take base credentials and region from this profile'
            cand --region 'Ask the STS of this region'
            cand --endpoint-url 'Ask this endpoint instead of the region''s own'
            cand --ca-bundle 'Trust the certificates in this file instead of the system''s'
            cand --max-attempts 'Send a request at most this often [default: 3]'
            cand --connect-timeout 'Let a connection take at most this long to open [default: 3s]'
            cand --timeout 'Let the whole run take at most this long [default: 20s]'
            cand --advisory-timeout 'Renew, if possible, when less than this remains [default: 20m]'
            cand --mandatory-timeout 'Insist on renewal when less than this remains [default: 2m]'
            cand --min-ttl 'Print nothing that ends sooner than this'
            cand --cache-dir 'Keep the cache in this directory'
            cand --prompt-timeout 'Wait this long for an answer on the terminal [default: 2m]'
            cand --mfa-cmd-unattended 'Run that command before credentials end, too: it needs nobody'
            cand --no-mfa-session 'Give each role a code of its own'
            cand --use-fips-endpoint 'Ask the region''s FIPS endpoint'
            cand --use-dualstack-endpoint 'Ask the region''s endpoint that has IPv6 addresses too'
            cand --force-refresh 'Get new credentials even if the cached ones are fresh'
            cand --no-cache 'Neither read nor save cached credentials'
            cand --no-prompt 'Ask nobody anything; fail with status 3 where a person is needed'
            cand -v 'Tell on standard error what is done; twice: in detail'
            cand --verbose 'Tell on standard error what is done; twice: in detail'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'brs;whoami;mfa'= {
            cand --role-session-name 'Name the session [default: brs-USER]'
            cand --external-id 'Give the external ID that the role asks for'
            cand --policy 'Narrow the session with this policy, JSON or file://PATH'
            cand --policy-arn 'Narrow the session with this managed policy; up to 10 times'
            cand --tag 'Tag the session; up to 50 times'
            cand --transitive-tag-key 'Pass the tag of this key on to roles assumed from this one; up to 50 times'
            cand --source-identity 'Set the source identity, which stays through all further roles'
            cand --provided-context 'Pass the assertion of a trusted context provider; up to 5 times'
            cand --token-code 'Give a code of that device, good for one use'
            cand --mfa-timeout 'Let that command take at most this long [default: 30s]'
            cand --session-duration 'Let the session that roles share live this long [default: 12h]'
            cand --profile 'Take base credentials and region from this profile'
            cand --region 'Ask the STS of this region'
            cand --endpoint-url 'Ask this endpoint instead of the region''s own'
            cand --ca-bundle 'Trust the certificates in this file instead of the system''s'
            cand --max-attempts 'Send a request at most this often [default: 3]'
            cand --connect-timeout 'Let a connection take at most this long to open [default: 3s]'
            cand --timeout 'Let the whole run take at most this long [default: 20s]'
            cand --advisory-timeout 'Renew, if possible, when less than this remains [default: 20m]'
            cand --mandatory-timeout 'Insist on renewal when less than this remains [default: 2m]'
            cand --min-ttl 'Print nothing that ends sooner than this'
            cand --cache-dir 'Keep the cache in this directory'
            cand --prompt-timeout 'Wait this long for an answer on the terminal [default: 2m]'
            cand --role-arn 'Assume this role; again: from it, assume the next one'
            cand --serial-number 'Name the MFA device of the user, by ARN or serial number'
            cand --duration-seconds 'Ask for credentials that live this long [default: 12h, of a role 1h]'
            cand --cmd 'Get MFA codes from this command instead of a person'
            cand --mfa-cmd-unattended 'Run that command before credentials end, too: it needs nobody'
            cand --use-fips-endpoint 'Ask the region''s FIPS endpoint'
            cand --use-dualstack-endpoint 'Ask the region''s endpoint that has IPv6 addresses too'
            cand --force-refresh 'Get new credentials even if the cached ones are fresh'
            cand --no-cache 'Neither read nor save cached credentials'
            cand --no-prompt 'Ask nobody anything; fail with status 3 where a person is needed'
            cand -v 'Tell on standard error what is done; twice: in detail'
            cand --verbose 'Tell on standard error what is done; twice: in detail'
            cand --no-mfa-session 'Give each role a code of its own'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'brs;whoami;iot'= {
            cand --endpoint 'Ask this credentials provider'
            cand --role-alias 'Ask for the role behind this alias'
            cand --thing-name 'Ask as this thing, which the certificate belongs to'
            cand --duration-seconds 'Ask for credentials that live this long [default: as the role alias says]'
            cand --cert 'Show this certificate: a PEM file, or a pkcs11: URI'
            cand --key 'Prove it with this key: a PEM file, or a pkcs11: URI'
            cand --key-password-file 'Read the password of the key from this file'
            cand --key-password-cmd 'Run this command, which prints the password of the key'
            cand --ca 'Trust the certificates in this file instead of the system''s'
            cand --pkcs11-lib 'Reach the token through this PKCS #11 module, by its whole path'
            cand --slot-id 'Take the token in this slot'
            cand --token-label 'Take the token with this label'
            cand --key-label 'Take the key with this label'
            cand --key-id 'Take the key with this ID, in hexadecimal digits'
            cand --pin-file 'Read the PIN of the token from this file'
            cand --pin-cmd 'Run this command, which prints the PIN of the token'
            cand --region 'Ask the STS of this region in brs whoami [default: the endpoint''s]'
            cand --max-attempts 'Send a request at most this often [default: 3]'
            cand --connect-timeout 'Let a connection take at most this long to open [default: 3s]'
            cand --timeout 'Let the whole run take at most this long [default: 10s]'
            cand --advisory-timeout 'Renew, if possible, when less than this remains [default: 20m]'
            cand --mandatory-timeout 'Insist on renewal when less than this remains [default: 2m]'
            cand --min-ttl 'Print nothing that ends sooner than this'
            cand --cache-dir 'Keep the cache in this directory'
            cand --prompt-timeout 'Wait this long for an answer on the terminal [default: 2m]'
            cand --force-refresh 'Get new credentials even if the cached ones are fresh'
            cand --no-cache 'Neither read nor save cached credentials'
            cand --no-prompt 'Ask nobody anything; fail with status 3 where a person is needed'
            cand -v 'Tell on standard error what is done; twice: in detail'
            cand --verbose 'Tell on standard error what is done; twice: in detail'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'brs;whoami;custom'= {
            cand --command 'Run this command line; quotes are understood, and no shell is asked'
            cand --cwd 'Run it in this directory, whatever the working directory is'
            cand --env 'Give it this variable; as often as needed'
            cand --env-pass 'Give it this variable as it is around brs; as often as needed'
            cand --ttl 'Keep keys without an expiration this long'
            cand --region 'Ask the STS of this region'
            cand --endpoint-url 'Ask this endpoint instead of the region''s own'
            cand --ca-bundle 'Trust the certificates in this file instead of the system''s'
            cand --max-attempts 'Send a request at most this often [default: 3]'
            cand --connect-timeout 'Let a connection take at most this long to open [default: 3s]'
            cand --advisory-timeout 'Renew, if possible, when less than this remains [default: 20m]'
            cand --mandatory-timeout 'Insist on renewal when less than this remains [default: 2m]'
            cand --min-ttl 'Print nothing that ends sooner than this'
            cand --cache-dir 'Keep the cache in this directory'
            cand --prompt-timeout 'Wait this long for an answer on the terminal [default: 2m]'
            cand --profile 'Take the region from this profile'
            cand --timeout 'Let the whole run take at most this long [default: 1m]'
            cand --interactive 'Give it the terminal to ask a person on, for --prompt-timeout'
            cand --use-fips-endpoint 'Ask the region''s FIPS endpoint'
            cand --use-dualstack-endpoint 'Ask the region''s endpoint that has IPv6 addresses too'
            cand --force-refresh 'Get new credentials even if the cached ones are fresh'
            cand --no-cache 'Neither read nor save cached credentials'
            cand --no-prompt 'Ask nobody anything; fail with status 3 where a person is needed'
            cand -v 'Tell on standard error what is done; twice: in detail'
            cand --verbose 'Tell on standard error what is done; twice: in detail'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'brs;whoami;profile'= {
            cand --token-code 'Give a code of the MFA device that the profile names, good for one use'
            cand --mfa-cmd 'Get MFA codes from this command instead of a person'
            cand --mfa-timeout 'Let that command take at most this long [default: 30s]'
            cand --session-duration 'Let the session that roles share live this long [default: 12h]'
            cand --region 'Ask the STS of this region'
            cand --endpoint-url 'Ask this endpoint instead of the region''s own'
            cand --ca-bundle 'Trust the certificates in this file instead of the system''s'
            cand --max-attempts 'Send a request at most this often [default: 3]'
            cand --connect-timeout 'Let a connection take at most this long to open [default: 3s]'
            cand --timeout 'Let the whole run take at most this long [default: 20s]'
            cand --advisory-timeout 'Renew, if possible, when less than this remains [default: 20m]'
            cand --mandatory-timeout 'Insist on renewal when less than this remains [default: 2m]'
            cand --min-ttl 'Print nothing that ends sooner than this'
            cand --cache-dir 'Keep the cache in this directory'
            cand --prompt-timeout 'Wait this long for an answer on the terminal [default: 2m]'
            cand --profile 'Take base credentials and region from this profile'
            cand --mfa-cmd-unattended 'Run that command before credentials end, too: it needs nobody'
            cand --no-mfa-session 'Give each role a code of its own'
            cand --use-fips-endpoint 'Ask the region''s FIPS endpoint'
            cand --use-dualstack-endpoint 'Ask the region''s endpoint that has IPv6 addresses too'
            cand --force-refresh 'Get new credentials even if the cached ones are fresh'
            cand --no-cache 'Neither read nor save cached credentials'
            cand --no-prompt 'Ask nobody anything; fail with status 3 where a person is needed'
            cand -v 'Tell on standard error what is done; twice: in detail'
            cand --verbose 'Tell on standard error what is done; twice: in detail'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'brs;completions'= {
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand bash 'bash'
            cand zsh 'zsh'
            cand fish 'fish'
            cand powershell 'powershell'
            cand elvish 'elvish'
        }
        &'brs;completions;bash'= {
        }
        &'brs;completions;zsh'= {
        }
        &'brs;completions;fish'= {
        }
        &'brs;completions;powershell'= {
        }
        &'brs;completions;elvish'= {
        }
        &'brs;man'= {
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand sts 'sts'
            cand mfa 'mfa'
            cand iot 'iot'
            cand custom 'custom'
            cand profile 'profile'
            cand whoami 'whoami'
            cand completions 'completions'
        }
        &'brs;man;sts'= {
        }
        &'brs;man;mfa'= {
        }
        &'brs;man;iot'= {
        }
        &'brs;man;custom'= {
        }
        &'brs;man;profile'= {
        }
        &'brs;man;whoami'= {
        }
        &'brs;man;completions'= {
        }
    ]
    fn directories {
        edit:complete-filename $@words | each {|found|
            if (str:has-suffix $found[stem] '/') { put $found }
        }
    }
    # What a flag wants stands behind it.
    var values = [
        &'brs;whoami --output'= { put text json }
        &'brs;whoami --region'= { }
        &'brs;whoami --endpoint-url'= { }
        &'brs;whoami --ca-bundle'= { edit:complete-filename $@words }
        &'brs;whoami --max-attempts'= { }
        &'brs;whoami --connect-timeout'= { }
        &'brs;whoami --timeout'= { }
        &'brs;whoami --prompt-timeout'= { }
        &'brs;whoami --profile'= { }
        &'brs;whoami;profile --token-code'= { }
        &'brs;whoami;profile --mfa-cmd'= { }
        &'brs;whoami;profile --mfa-timeout'= { }
        &'brs;whoami;profile --session-duration'= { }
        &'brs;whoami;profile --region'= { }
        &'brs;whoami;profile --endpoint-url'= { }
        &'brs;whoami;profile --ca-bundle'= { edit:complete-filename $@words }
        &'brs;whoami;profile --max-attempts'= { }
        &'brs;whoami;profile --connect-timeout'= { }
        &'brs;whoami;profile --timeout'= { }
        &'brs;whoami;profile --advisory-timeout'= { }
        &'brs;whoami;profile --mandatory-timeout'= { }
        &'brs;whoami;profile --min-ttl'= { }
        &'brs;whoami;profile --cache-dir'= { directories }
        &'brs;whoami;profile --prompt-timeout'= { }
        &'brs;whoami;profile --profile'= { }
        &'brs;whoami;custom --command'= { }
        &'brs;whoami;custom --cwd'= { directories }
        &'brs;whoami;custom --env'= { }
        &'brs;whoami;custom --env-pass'= { }
        &'brs;whoami;custom --ttl'= { }
        &'brs;whoami;custom --region'= { }
        &'brs;whoami;custom --endpoint-url'= { }
        &'brs;whoami;custom --ca-bundle'= { edit:complete-filename $@words }
        &'brs;whoami;custom --max-attempts'= { }
        &'brs;whoami;custom --connect-timeout'= { }
        &'brs;whoami;custom --advisory-timeout'= { }
        &'brs;whoami;custom --mandatory-timeout'= { }
        &'brs;whoami;custom --min-ttl'= { }
        &'brs;whoami;custom --cache-dir'= { directories }
        &'brs;whoami;custom --prompt-timeout'= { }
        &'brs;whoami;custom --profile'= { }
        &'brs;whoami;custom --timeout'= { }
        &'brs;whoami;iot --endpoint'= { }
        &'brs;whoami;iot --role-alias'= { }
        &'brs;whoami;iot --thing-name'= { }
        &'brs;whoami;iot --duration-seconds'= { }
        &'brs;whoami;iot --cert'= { edit:complete-filename $@words }
        &'brs;whoami;iot --key'= { edit:complete-filename $@words }
        &'brs;whoami;iot --key-password-file'= { edit:complete-filename $@words }
        &'brs;whoami;iot --key-password-cmd'= { }
        &'brs;whoami;iot --ca'= { edit:complete-filename $@words }
        &'brs;whoami;iot --pkcs11-lib'= { edit:complete-filename $@words }
        &'brs;whoami;iot --slot-id'= { }
        &'brs;whoami;iot --token-label'= { }
        &'brs;whoami;iot --key-label'= { }
        &'brs;whoami;iot --key-id'= { }
        &'brs;whoami;iot --pin-file'= { edit:complete-filename $@words }
        &'brs;whoami;iot --pin-cmd'= { }
        &'brs;whoami;iot --region'= { }
        &'brs;whoami;iot --max-attempts'= { }
        &'brs;whoami;iot --connect-timeout'= { }
        &'brs;whoami;iot --timeout'= { }
        &'brs;whoami;iot --advisory-timeout'= { }
        &'brs;whoami;iot --mandatory-timeout'= { }
        &'brs;whoami;iot --min-ttl'= { }
        &'brs;whoami;iot --cache-dir'= { directories }
        &'brs;whoami;iot --prompt-timeout'= { }
        &'brs;whoami;mfa --role-session-name'= { }
        &'brs;whoami;mfa --external-id'= { }
        &'brs;whoami;mfa --policy'= { }
        &'brs;whoami;mfa --policy-arn'= { }
        &'brs;whoami;mfa --tag'= { }
        &'brs;whoami;mfa --transitive-tag-key'= { }
        &'brs;whoami;mfa --source-identity'= { }
        &'brs;whoami;mfa --provided-context'= { }
        &'brs;whoami;mfa --token-code'= { }
        &'brs;whoami;mfa --mfa-timeout'= { }
        &'brs;whoami;mfa --session-duration'= { }
        &'brs;whoami;mfa --profile'= { }
        &'brs;whoami;mfa --region'= { }
        &'brs;whoami;mfa --endpoint-url'= { }
        &'brs;whoami;mfa --ca-bundle'= { edit:complete-filename $@words }
        &'brs;whoami;mfa --max-attempts'= { }
        &'brs;whoami;mfa --connect-timeout'= { }
        &'brs;whoami;mfa --timeout'= { }
        &'brs;whoami;mfa --advisory-timeout'= { }
        &'brs;whoami;mfa --mandatory-timeout'= { }
        &'brs;whoami;mfa --min-ttl'= { }
        &'brs;whoami;mfa --cache-dir'= { directories }
        &'brs;whoami;mfa --prompt-timeout'= { }
        &'brs;whoami;mfa --role-arn'= { }
        &'brs;whoami;mfa --serial-number'= { }
        &'brs;whoami;mfa --duration-seconds'= { }
        &'brs;whoami;mfa --cmd'= { }
        &'brs;whoami;sts --role-arn'= { }
        &'brs;whoami;sts --role-session-name'= { }
        &'brs;whoami;sts --external-id'= { }
        &'brs;whoami;sts --duration-seconds'= { }
        &'brs;whoami;sts --policy'= { }
        &'brs;whoami;sts --policy-arn'= { }
        &'brs;whoami;sts --tag'= { }
        &'brs;whoami;sts --transitive-tag-key'= { }
        &'brs;whoami;sts --source-identity'= { }
        &'brs;whoami;sts --provided-context'= { }
        &'brs;whoami;sts --serial-number'= { }
        &'brs;whoami;sts --token-code'= { }
        &'brs;whoami;sts --web-identity-token-file'= { edit:complete-filename $@words }
        &'brs;whoami;sts --mfa-cmd'= { }
        &'brs;whoami;sts --mfa-timeout'= { }
        &'brs;whoami;sts --session-duration'= { }
        &'brs;whoami;sts --profile'= { }
        &'brs;whoami;sts --region'= { }
        &'brs;whoami;sts --endpoint-url'= { }
        &'brs;whoami;sts --ca-bundle'= { edit:complete-filename $@words }
        &'brs;whoami;sts --max-attempts'= { }
        &'brs;whoami;sts --connect-timeout'= { }
        &'brs;whoami;sts --timeout'= { }
        &'brs;whoami;sts --advisory-timeout'= { }
        &'brs;whoami;sts --mandatory-timeout'= { }
        &'brs;whoami;sts --min-ttl'= { }
        &'brs;whoami;sts --cache-dir'= { directories }
        &'brs;whoami;sts --prompt-timeout'= { }
        &'brs;profile --token-code'= { }
        &'brs;profile --mfa-cmd'= { }
        &'brs;profile --mfa-timeout'= { }
        &'brs;profile --session-duration'= { }
        &'brs;profile --region'= { }
        &'brs;profile --endpoint-url'= { }
        &'brs;profile --ca-bundle'= { edit:complete-filename $@words }
        &'brs;profile --max-attempts'= { }
        &'brs;profile --connect-timeout'= { }
        &'brs;profile --timeout'= { }
        &'brs;profile --advisory-timeout'= { }
        &'brs;profile --mandatory-timeout'= { }
        &'brs;profile --min-ttl'= { }
        &'brs;profile --cache-dir'= { directories }
        &'brs;profile --prompt-timeout'= { }
        &'brs;profile --profile'= { }
        &'brs;profile --output'= { put process json env }
        &'brs;custom --command'= { }
        &'brs;custom --cwd'= { directories }
        &'brs;custom --env'= { }
        &'brs;custom --env-pass'= { }
        &'brs;custom --ttl'= { }
        &'brs;custom --region'= { }
        &'brs;custom --endpoint-url'= { }
        &'brs;custom --ca-bundle'= { edit:complete-filename $@words }
        &'brs;custom --max-attempts'= { }
        &'brs;custom --connect-timeout'= { }
        &'brs;custom --advisory-timeout'= { }
        &'brs;custom --mandatory-timeout'= { }
        &'brs;custom --min-ttl'= { }
        &'brs;custom --cache-dir'= { directories }
        &'brs;custom --prompt-timeout'= { }
        &'brs;custom --profile'= { }
        &'brs;custom --timeout'= { }
        &'brs;custom --output'= { put process json env }
        &'brs;iot --endpoint'= { }
        &'brs;iot --role-alias'= { }
        &'brs;iot --thing-name'= { }
        &'brs;iot --duration-seconds'= { }
        &'brs;iot --cert'= { edit:complete-filename $@words }
        &'brs;iot --key'= { edit:complete-filename $@words }
        &'brs;iot --key-password-file'= { edit:complete-filename $@words }
        &'brs;iot --key-password-cmd'= { }
        &'brs;iot --ca'= { edit:complete-filename $@words }
        &'brs;iot --pkcs11-lib'= { edit:complete-filename $@words }
        &'brs;iot --slot-id'= { }
        &'brs;iot --token-label'= { }
        &'brs;iot --key-label'= { }
        &'brs;iot --key-id'= { }
        &'brs;iot --pin-file'= { edit:complete-filename $@words }
        &'brs;iot --pin-cmd'= { }
        &'brs;iot --region'= { }
        &'brs;iot --max-attempts'= { }
        &'brs;iot --connect-timeout'= { }
        &'brs;iot --timeout'= { }
        &'brs;iot --advisory-timeout'= { }
        &'brs;iot --mandatory-timeout'= { }
        &'brs;iot --min-ttl'= { }
        &'brs;iot --cache-dir'= { directories }
        &'brs;iot --prompt-timeout'= { }
        &'brs;iot --output'= { put process json env }
        &'brs;mfa --role-session-name'= { }
        &'brs;mfa --external-id'= { }
        &'brs;mfa --policy'= { }
        &'brs;mfa --policy-arn'= { }
        &'brs;mfa --tag'= { }
        &'brs;mfa --transitive-tag-key'= { }
        &'brs;mfa --source-identity'= { }
        &'brs;mfa --provided-context'= { }
        &'brs;mfa --token-code'= { }
        &'brs;mfa --mfa-timeout'= { }
        &'brs;mfa --session-duration'= { }
        &'brs;mfa --profile'= { }
        &'brs;mfa --region'= { }
        &'brs;mfa --endpoint-url'= { }
        &'brs;mfa --ca-bundle'= { edit:complete-filename $@words }
        &'brs;mfa --max-attempts'= { }
        &'brs;mfa --connect-timeout'= { }
        &'brs;mfa --timeout'= { }
        &'brs;mfa --advisory-timeout'= { }
        &'brs;mfa --mandatory-timeout'= { }
        &'brs;mfa --min-ttl'= { }
        &'brs;mfa --cache-dir'= { directories }
        &'brs;mfa --prompt-timeout'= { }
        &'brs;mfa --role-arn'= { }
        &'brs;mfa --serial-number'= { }
        &'brs;mfa --duration-seconds'= { }
        &'brs;mfa --cmd'= { }
        &'brs;mfa --output'= { put process json env }
        &'brs;sts --role-arn'= { }
        &'brs;sts --role-session-name'= { }
        &'brs;sts --external-id'= { }
        &'brs;sts --duration-seconds'= { }
        &'brs;sts --policy'= { }
        &'brs;sts --policy-arn'= { }
        &'brs;sts --tag'= { }
        &'brs;sts --transitive-tag-key'= { }
        &'brs;sts --source-identity'= { }
        &'brs;sts --provided-context'= { }
        &'brs;sts --serial-number'= { }
        &'brs;sts --token-code'= { }
        &'brs;sts --web-identity-token-file'= { edit:complete-filename $@words }
        &'brs;sts --mfa-cmd'= { }
        &'brs;sts --mfa-timeout'= { }
        &'brs;sts --session-duration'= { }
        &'brs;sts --profile'= { }
        &'brs;sts --region'= { }
        &'brs;sts --endpoint-url'= { }
        &'brs;sts --ca-bundle'= { edit:complete-filename $@words }
        &'brs;sts --max-attempts'= { }
        &'brs;sts --connect-timeout'= { }
        &'brs;sts --timeout'= { }
        &'brs;sts --advisory-timeout'= { }
        &'brs;sts --mandatory-timeout'= { }
        &'brs;sts --min-ttl'= { }
        &'brs;sts --cache-dir'= { directories }
        &'brs;sts --prompt-timeout'= { }
        &'brs;sts --output'= { put process json env }
    ]
    var asked = $command' '$words[-2]
    if (has-key $values $asked) {
        $values[$asked]
    } elif (has-key $completions $command) {
        $completions[$command]
    }
}
