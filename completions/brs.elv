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
            cand env 'Print credentials as variables, in the words of a shell'
            cand exec 'Run a program that has credentials in its environment'
            cand cache 'Show or clear what is in the cache'
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
        &'brs;env'= {
            cand --shell 'Write for this shell, instead of the one that has started brs'
            cand --unset 'Print what undoes it, without a source'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand sts 'Assume a role, or a chain of roles'
            cand mfa 'Start a session with one MFA code, for all roles of a user'
            cand iot 'Turn a device''s certificate into credentials'
            cand custom 'Print the credentials that a program of yours prints'
            cand profile 'Print the credentials of a profile of the shared config files'
        }
        &'brs;env;sts'= {
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
        &'brs;env;mfa'= {
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
        &'brs;env;iot'= {
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
        &'brs;env;custom'= {
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
        &'brs;env;profile'= {
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
        &'brs;exec'= {
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand sts 'Assume a role, or a chain of roles'
            cand mfa 'Start a session with one MFA code, for all roles of a user'
            cand iot 'Turn a device''s certificate into credentials'
            cand custom 'Print the credentials that a program of yours prints'
            cand profile 'Print the credentials of a profile of the shared config files'
        }
        &'brs;exec;sts'= {
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
        &'brs;exec;mfa'= {
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
        &'brs;exec;iot'= {
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
        &'brs;exec;custom'= {
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
        &'brs;exec;profile'= {
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
        &'brs;cache'= {
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List what is cached, and what has gone wrong lately'
            cand show 'Show all that is known of one entry, but for its secrets'
            cand clear 'Remove entries, so that the next run asks anew'
            cand path 'Print the directory that the entries are in'
        }
        &'brs;cache;list'= {
            cand --output 'Print it in this form'
            cand --cache-dir 'Look in this cache'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'brs;cache;show'= {
            cand --output 'Print it in this form'
            cand --cache-dir 'Look in this cache'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand sts 'Assume a role, or a chain of roles'
            cand mfa 'Start a session with one MFA code, for all roles of a user'
            cand iot 'Turn a device''s certificate into credentials'
            cand custom 'Print the credentials that a program of yours prints'
            cand profile 'Print the credentials of a profile of the shared config files'
        }
        &'brs;cache;show;sts'= {
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
        &'brs;cache;show;mfa'= {
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
        &'brs;cache;show;iot'= {
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
        &'brs;cache;show;custom'= {
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
        &'brs;cache;show;profile'= {
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
        &'brs;cache;clear'= {
            cand --cache-dir 'Look in this cache'
            cand --expired 'Remove those that have expired'
            cand --all 'Remove all of them'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand sts 'Assume a role, or a chain of roles'
            cand mfa 'Start a session with one MFA code, for all roles of a user'
            cand iot 'Turn a device''s certificate into credentials'
            cand custom 'Print the credentials that a program of yours prints'
            cand profile 'Print the credentials of a profile of the shared config files'
        }
        &'brs;cache;clear;sts'= {
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
        &'brs;cache;clear;mfa'= {
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
        &'brs;cache;clear;iot'= {
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
        &'brs;cache;clear;custom'= {
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
        &'brs;cache;clear;profile'= {
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
        &'brs;cache;path'= {
            cand --cache-dir 'Look in this cache'
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
            cand env 'env'
            cand exec 'exec'
            cand cache 'cache'
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
        &'brs;man;env'= {
        }
        &'brs;man;exec'= {
        }
        &'brs;man;cache'= {
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
        &'brs;cache;path --cache-dir'= { directories }
        &'brs;cache;clear --cache-dir'= { directories }
        &'brs;cache;clear;profile --token-code'= { }
        &'brs;cache;clear;profile --mfa-cmd'= { }
        &'brs;cache;clear;profile --mfa-timeout'= { }
        &'brs;cache;clear;profile --session-duration'= { }
        &'brs;cache;clear;profile --region'= { }
        &'brs;cache;clear;profile --endpoint-url'= { }
        &'brs;cache;clear;profile --ca-bundle'= { edit:complete-filename $@words }
        &'brs;cache;clear;profile --max-attempts'= { }
        &'brs;cache;clear;profile --connect-timeout'= { }
        &'brs;cache;clear;profile --timeout'= { }
        &'brs;cache;clear;profile --advisory-timeout'= { }
        &'brs;cache;clear;profile --mandatory-timeout'= { }
        &'brs;cache;clear;profile --min-ttl'= { }
        &'brs;cache;clear;profile --cache-dir'= { directories }
        &'brs;cache;clear;profile --prompt-timeout'= { }
        &'brs;cache;clear;profile --profile'= { }
        &'brs;cache;clear;custom --command'= { }
        &'brs;cache;clear;custom --cwd'= { directories }
        &'brs;cache;clear;custom --env'= { }
        &'brs;cache;clear;custom --env-pass'= { }
        &'brs;cache;clear;custom --ttl'= { }
        &'brs;cache;clear;custom --region'= { }
        &'brs;cache;clear;custom --endpoint-url'= { }
        &'brs;cache;clear;custom --ca-bundle'= { edit:complete-filename $@words }
        &'brs;cache;clear;custom --max-attempts'= { }
        &'brs;cache;clear;custom --connect-timeout'= { }
        &'brs;cache;clear;custom --advisory-timeout'= { }
        &'brs;cache;clear;custom --mandatory-timeout'= { }
        &'brs;cache;clear;custom --min-ttl'= { }
        &'brs;cache;clear;custom --cache-dir'= { directories }
        &'brs;cache;clear;custom --prompt-timeout'= { }
        &'brs;cache;clear;custom --profile'= { }
        &'brs;cache;clear;custom --timeout'= { }
        &'brs;cache;clear;iot --endpoint'= { }
        &'brs;cache;clear;iot --role-alias'= { }
        &'brs;cache;clear;iot --thing-name'= { }
        &'brs;cache;clear;iot --duration-seconds'= { }
        &'brs;cache;clear;iot --cert'= { edit:complete-filename $@words }
        &'brs;cache;clear;iot --key'= { edit:complete-filename $@words }
        &'brs;cache;clear;iot --key-password-file'= { edit:complete-filename $@words }
        &'brs;cache;clear;iot --key-password-cmd'= { }
        &'brs;cache;clear;iot --ca'= { edit:complete-filename $@words }
        &'brs;cache;clear;iot --pkcs11-lib'= { edit:complete-filename $@words }
        &'brs;cache;clear;iot --slot-id'= { }
        &'brs;cache;clear;iot --token-label'= { }
        &'brs;cache;clear;iot --key-label'= { }
        &'brs;cache;clear;iot --key-id'= { }
        &'brs;cache;clear;iot --pin-file'= { edit:complete-filename $@words }
        &'brs;cache;clear;iot --pin-cmd'= { }
        &'brs;cache;clear;iot --region'= { }
        &'brs;cache;clear;iot --max-attempts'= { }
        &'brs;cache;clear;iot --connect-timeout'= { }
        &'brs;cache;clear;iot --timeout'= { }
        &'brs;cache;clear;iot --advisory-timeout'= { }
        &'brs;cache;clear;iot --mandatory-timeout'= { }
        &'brs;cache;clear;iot --min-ttl'= { }
        &'brs;cache;clear;iot --cache-dir'= { directories }
        &'brs;cache;clear;iot --prompt-timeout'= { }
        &'brs;cache;clear;mfa --role-session-name'= { }
        &'brs;cache;clear;mfa --external-id'= { }
        &'brs;cache;clear;mfa --policy'= { }
        &'brs;cache;clear;mfa --policy-arn'= { }
        &'brs;cache;clear;mfa --tag'= { }
        &'brs;cache;clear;mfa --transitive-tag-key'= { }
        &'brs;cache;clear;mfa --source-identity'= { }
        &'brs;cache;clear;mfa --provided-context'= { }
        &'brs;cache;clear;mfa --token-code'= { }
        &'brs;cache;clear;mfa --mfa-timeout'= { }
        &'brs;cache;clear;mfa --session-duration'= { }
        &'brs;cache;clear;mfa --profile'= { }
        &'brs;cache;clear;mfa --region'= { }
        &'brs;cache;clear;mfa --endpoint-url'= { }
        &'brs;cache;clear;mfa --ca-bundle'= { edit:complete-filename $@words }
        &'brs;cache;clear;mfa --max-attempts'= { }
        &'brs;cache;clear;mfa --connect-timeout'= { }
        &'brs;cache;clear;mfa --timeout'= { }
        &'brs;cache;clear;mfa --advisory-timeout'= { }
        &'brs;cache;clear;mfa --mandatory-timeout'= { }
        &'brs;cache;clear;mfa --min-ttl'= { }
        &'brs;cache;clear;mfa --cache-dir'= { directories }
        &'brs;cache;clear;mfa --prompt-timeout'= { }
        &'brs;cache;clear;mfa --role-arn'= { }
        &'brs;cache;clear;mfa --serial-number'= { }
        &'brs;cache;clear;mfa --duration-seconds'= { }
        &'brs;cache;clear;mfa --cmd'= { }
        &'brs;cache;clear;sts --role-arn'= { }
        &'brs;cache;clear;sts --role-session-name'= { }
        &'brs;cache;clear;sts --external-id'= { }
        &'brs;cache;clear;sts --duration-seconds'= { }
        &'brs;cache;clear;sts --policy'= { }
        &'brs;cache;clear;sts --policy-arn'= { }
        &'brs;cache;clear;sts --tag'= { }
        &'brs;cache;clear;sts --transitive-tag-key'= { }
        &'brs;cache;clear;sts --source-identity'= { }
        &'brs;cache;clear;sts --provided-context'= { }
        &'brs;cache;clear;sts --serial-number'= { }
        &'brs;cache;clear;sts --token-code'= { }
        &'brs;cache;clear;sts --web-identity-token-file'= { edit:complete-filename $@words }
        &'brs;cache;clear;sts --mfa-cmd'= { }
        &'brs;cache;clear;sts --mfa-timeout'= { }
        &'brs;cache;clear;sts --session-duration'= { }
        &'brs;cache;clear;sts --profile'= { }
        &'brs;cache;clear;sts --region'= { }
        &'brs;cache;clear;sts --endpoint-url'= { }
        &'brs;cache;clear;sts --ca-bundle'= { edit:complete-filename $@words }
        &'brs;cache;clear;sts --max-attempts'= { }
        &'brs;cache;clear;sts --connect-timeout'= { }
        &'brs;cache;clear;sts --timeout'= { }
        &'brs;cache;clear;sts --advisory-timeout'= { }
        &'brs;cache;clear;sts --mandatory-timeout'= { }
        &'brs;cache;clear;sts --min-ttl'= { }
        &'brs;cache;clear;sts --cache-dir'= { directories }
        &'brs;cache;clear;sts --prompt-timeout'= { }
        &'brs;cache;show --output'= { put text json }
        &'brs;cache;show --cache-dir'= { directories }
        &'brs;cache;show;profile --token-code'= { }
        &'brs;cache;show;profile --mfa-cmd'= { }
        &'brs;cache;show;profile --mfa-timeout'= { }
        &'brs;cache;show;profile --session-duration'= { }
        &'brs;cache;show;profile --region'= { }
        &'brs;cache;show;profile --endpoint-url'= { }
        &'brs;cache;show;profile --ca-bundle'= { edit:complete-filename $@words }
        &'brs;cache;show;profile --max-attempts'= { }
        &'brs;cache;show;profile --connect-timeout'= { }
        &'brs;cache;show;profile --timeout'= { }
        &'brs;cache;show;profile --advisory-timeout'= { }
        &'brs;cache;show;profile --mandatory-timeout'= { }
        &'brs;cache;show;profile --min-ttl'= { }
        &'brs;cache;show;profile --cache-dir'= { directories }
        &'brs;cache;show;profile --prompt-timeout'= { }
        &'brs;cache;show;profile --profile'= { }
        &'brs;cache;show;custom --command'= { }
        &'brs;cache;show;custom --cwd'= { directories }
        &'brs;cache;show;custom --env'= { }
        &'brs;cache;show;custom --env-pass'= { }
        &'brs;cache;show;custom --ttl'= { }
        &'brs;cache;show;custom --region'= { }
        &'brs;cache;show;custom --endpoint-url'= { }
        &'brs;cache;show;custom --ca-bundle'= { edit:complete-filename $@words }
        &'brs;cache;show;custom --max-attempts'= { }
        &'brs;cache;show;custom --connect-timeout'= { }
        &'brs;cache;show;custom --advisory-timeout'= { }
        &'brs;cache;show;custom --mandatory-timeout'= { }
        &'brs;cache;show;custom --min-ttl'= { }
        &'brs;cache;show;custom --cache-dir'= { directories }
        &'brs;cache;show;custom --prompt-timeout'= { }
        &'brs;cache;show;custom --profile'= { }
        &'brs;cache;show;custom --timeout'= { }
        &'brs;cache;show;iot --endpoint'= { }
        &'brs;cache;show;iot --role-alias'= { }
        &'brs;cache;show;iot --thing-name'= { }
        &'brs;cache;show;iot --duration-seconds'= { }
        &'brs;cache;show;iot --cert'= { edit:complete-filename $@words }
        &'brs;cache;show;iot --key'= { edit:complete-filename $@words }
        &'brs;cache;show;iot --key-password-file'= { edit:complete-filename $@words }
        &'brs;cache;show;iot --key-password-cmd'= { }
        &'brs;cache;show;iot --ca'= { edit:complete-filename $@words }
        &'brs;cache;show;iot --pkcs11-lib'= { edit:complete-filename $@words }
        &'brs;cache;show;iot --slot-id'= { }
        &'brs;cache;show;iot --token-label'= { }
        &'brs;cache;show;iot --key-label'= { }
        &'brs;cache;show;iot --key-id'= { }
        &'brs;cache;show;iot --pin-file'= { edit:complete-filename $@words }
        &'brs;cache;show;iot --pin-cmd'= { }
        &'brs;cache;show;iot --region'= { }
        &'brs;cache;show;iot --max-attempts'= { }
        &'brs;cache;show;iot --connect-timeout'= { }
        &'brs;cache;show;iot --timeout'= { }
        &'brs;cache;show;iot --advisory-timeout'= { }
        &'brs;cache;show;iot --mandatory-timeout'= { }
        &'brs;cache;show;iot --min-ttl'= { }
        &'brs;cache;show;iot --cache-dir'= { directories }
        &'brs;cache;show;iot --prompt-timeout'= { }
        &'brs;cache;show;mfa --role-session-name'= { }
        &'brs;cache;show;mfa --external-id'= { }
        &'brs;cache;show;mfa --policy'= { }
        &'brs;cache;show;mfa --policy-arn'= { }
        &'brs;cache;show;mfa --tag'= { }
        &'brs;cache;show;mfa --transitive-tag-key'= { }
        &'brs;cache;show;mfa --source-identity'= { }
        &'brs;cache;show;mfa --provided-context'= { }
        &'brs;cache;show;mfa --token-code'= { }
        &'brs;cache;show;mfa --mfa-timeout'= { }
        &'brs;cache;show;mfa --session-duration'= { }
        &'brs;cache;show;mfa --profile'= { }
        &'brs;cache;show;mfa --region'= { }
        &'brs;cache;show;mfa --endpoint-url'= { }
        &'brs;cache;show;mfa --ca-bundle'= { edit:complete-filename $@words }
        &'brs;cache;show;mfa --max-attempts'= { }
        &'brs;cache;show;mfa --connect-timeout'= { }
        &'brs;cache;show;mfa --timeout'= { }
        &'brs;cache;show;mfa --advisory-timeout'= { }
        &'brs;cache;show;mfa --mandatory-timeout'= { }
        &'brs;cache;show;mfa --min-ttl'= { }
        &'brs;cache;show;mfa --cache-dir'= { directories }
        &'brs;cache;show;mfa --prompt-timeout'= { }
        &'brs;cache;show;mfa --role-arn'= { }
        &'brs;cache;show;mfa --serial-number'= { }
        &'brs;cache;show;mfa --duration-seconds'= { }
        &'brs;cache;show;mfa --cmd'= { }
        &'brs;cache;show;sts --role-arn'= { }
        &'brs;cache;show;sts --role-session-name'= { }
        &'brs;cache;show;sts --external-id'= { }
        &'brs;cache;show;sts --duration-seconds'= { }
        &'brs;cache;show;sts --policy'= { }
        &'brs;cache;show;sts --policy-arn'= { }
        &'brs;cache;show;sts --tag'= { }
        &'brs;cache;show;sts --transitive-tag-key'= { }
        &'brs;cache;show;sts --source-identity'= { }
        &'brs;cache;show;sts --provided-context'= { }
        &'brs;cache;show;sts --serial-number'= { }
        &'brs;cache;show;sts --token-code'= { }
        &'brs;cache;show;sts --web-identity-token-file'= { edit:complete-filename $@words }
        &'brs;cache;show;sts --mfa-cmd'= { }
        &'brs;cache;show;sts --mfa-timeout'= { }
        &'brs;cache;show;sts --session-duration'= { }
        &'brs;cache;show;sts --profile'= { }
        &'brs;cache;show;sts --region'= { }
        &'brs;cache;show;sts --endpoint-url'= { }
        &'brs;cache;show;sts --ca-bundle'= { edit:complete-filename $@words }
        &'brs;cache;show;sts --max-attempts'= { }
        &'brs;cache;show;sts --connect-timeout'= { }
        &'brs;cache;show;sts --timeout'= { }
        &'brs;cache;show;sts --advisory-timeout'= { }
        &'brs;cache;show;sts --mandatory-timeout'= { }
        &'brs;cache;show;sts --min-ttl'= { }
        &'brs;cache;show;sts --cache-dir'= { directories }
        &'brs;cache;show;sts --prompt-timeout'= { }
        &'brs;cache;list --output'= { put text json }
        &'brs;cache;list --cache-dir'= { directories }
        &'brs;exec;profile --token-code'= { }
        &'brs;exec;profile --mfa-cmd'= { }
        &'brs;exec;profile --mfa-timeout'= { }
        &'brs;exec;profile --session-duration'= { }
        &'brs;exec;profile --region'= { }
        &'brs;exec;profile --endpoint-url'= { }
        &'brs;exec;profile --ca-bundle'= { edit:complete-filename $@words }
        &'brs;exec;profile --max-attempts'= { }
        &'brs;exec;profile --connect-timeout'= { }
        &'brs;exec;profile --timeout'= { }
        &'brs;exec;profile --advisory-timeout'= { }
        &'brs;exec;profile --mandatory-timeout'= { }
        &'brs;exec;profile --min-ttl'= { }
        &'brs;exec;profile --cache-dir'= { directories }
        &'brs;exec;profile --prompt-timeout'= { }
        &'brs;exec;profile --profile'= { }
        &'brs;exec;custom --command'= { }
        &'brs;exec;custom --cwd'= { directories }
        &'brs;exec;custom --env'= { }
        &'brs;exec;custom --env-pass'= { }
        &'brs;exec;custom --ttl'= { }
        &'brs;exec;custom --region'= { }
        &'brs;exec;custom --endpoint-url'= { }
        &'brs;exec;custom --ca-bundle'= { edit:complete-filename $@words }
        &'brs;exec;custom --max-attempts'= { }
        &'brs;exec;custom --connect-timeout'= { }
        &'brs;exec;custom --advisory-timeout'= { }
        &'brs;exec;custom --mandatory-timeout'= { }
        &'brs;exec;custom --min-ttl'= { }
        &'brs;exec;custom --cache-dir'= { directories }
        &'brs;exec;custom --prompt-timeout'= { }
        &'brs;exec;custom --profile'= { }
        &'brs;exec;custom --timeout'= { }
        &'brs;exec;iot --endpoint'= { }
        &'brs;exec;iot --role-alias'= { }
        &'brs;exec;iot --thing-name'= { }
        &'brs;exec;iot --duration-seconds'= { }
        &'brs;exec;iot --cert'= { edit:complete-filename $@words }
        &'brs;exec;iot --key'= { edit:complete-filename $@words }
        &'brs;exec;iot --key-password-file'= { edit:complete-filename $@words }
        &'brs;exec;iot --key-password-cmd'= { }
        &'brs;exec;iot --ca'= { edit:complete-filename $@words }
        &'brs;exec;iot --pkcs11-lib'= { edit:complete-filename $@words }
        &'brs;exec;iot --slot-id'= { }
        &'brs;exec;iot --token-label'= { }
        &'brs;exec;iot --key-label'= { }
        &'brs;exec;iot --key-id'= { }
        &'brs;exec;iot --pin-file'= { edit:complete-filename $@words }
        &'brs;exec;iot --pin-cmd'= { }
        &'brs;exec;iot --region'= { }
        &'brs;exec;iot --max-attempts'= { }
        &'brs;exec;iot --connect-timeout'= { }
        &'brs;exec;iot --timeout'= { }
        &'brs;exec;iot --advisory-timeout'= { }
        &'brs;exec;iot --mandatory-timeout'= { }
        &'brs;exec;iot --min-ttl'= { }
        &'brs;exec;iot --cache-dir'= { directories }
        &'brs;exec;iot --prompt-timeout'= { }
        &'brs;exec;mfa --role-session-name'= { }
        &'brs;exec;mfa --external-id'= { }
        &'brs;exec;mfa --policy'= { }
        &'brs;exec;mfa --policy-arn'= { }
        &'brs;exec;mfa --tag'= { }
        &'brs;exec;mfa --transitive-tag-key'= { }
        &'brs;exec;mfa --source-identity'= { }
        &'brs;exec;mfa --provided-context'= { }
        &'brs;exec;mfa --token-code'= { }
        &'brs;exec;mfa --mfa-timeout'= { }
        &'brs;exec;mfa --session-duration'= { }
        &'brs;exec;mfa --profile'= { }
        &'brs;exec;mfa --region'= { }
        &'brs;exec;mfa --endpoint-url'= { }
        &'brs;exec;mfa --ca-bundle'= { edit:complete-filename $@words }
        &'brs;exec;mfa --max-attempts'= { }
        &'brs;exec;mfa --connect-timeout'= { }
        &'brs;exec;mfa --timeout'= { }
        &'brs;exec;mfa --advisory-timeout'= { }
        &'brs;exec;mfa --mandatory-timeout'= { }
        &'brs;exec;mfa --min-ttl'= { }
        &'brs;exec;mfa --cache-dir'= { directories }
        &'brs;exec;mfa --prompt-timeout'= { }
        &'brs;exec;mfa --role-arn'= { }
        &'brs;exec;mfa --serial-number'= { }
        &'brs;exec;mfa --duration-seconds'= { }
        &'brs;exec;mfa --cmd'= { }
        &'brs;exec;sts --role-arn'= { }
        &'brs;exec;sts --role-session-name'= { }
        &'brs;exec;sts --external-id'= { }
        &'brs;exec;sts --duration-seconds'= { }
        &'brs;exec;sts --policy'= { }
        &'brs;exec;sts --policy-arn'= { }
        &'brs;exec;sts --tag'= { }
        &'brs;exec;sts --transitive-tag-key'= { }
        &'brs;exec;sts --source-identity'= { }
        &'brs;exec;sts --provided-context'= { }
        &'brs;exec;sts --serial-number'= { }
        &'brs;exec;sts --token-code'= { }
        &'brs;exec;sts --web-identity-token-file'= { edit:complete-filename $@words }
        &'brs;exec;sts --mfa-cmd'= { }
        &'brs;exec;sts --mfa-timeout'= { }
        &'brs;exec;sts --session-duration'= { }
        &'brs;exec;sts --profile'= { }
        &'brs;exec;sts --region'= { }
        &'brs;exec;sts --endpoint-url'= { }
        &'brs;exec;sts --ca-bundle'= { edit:complete-filename $@words }
        &'brs;exec;sts --max-attempts'= { }
        &'brs;exec;sts --connect-timeout'= { }
        &'brs;exec;sts --timeout'= { }
        &'brs;exec;sts --advisory-timeout'= { }
        &'brs;exec;sts --mandatory-timeout'= { }
        &'brs;exec;sts --min-ttl'= { }
        &'brs;exec;sts --cache-dir'= { directories }
        &'brs;exec;sts --prompt-timeout'= { }
        &'brs;env --shell'= { put sh bash zsh fish powershell cmd dotenv }
        &'brs;env;profile --token-code'= { }
        &'brs;env;profile --mfa-cmd'= { }
        &'brs;env;profile --mfa-timeout'= { }
        &'brs;env;profile --session-duration'= { }
        &'brs;env;profile --region'= { }
        &'brs;env;profile --endpoint-url'= { }
        &'brs;env;profile --ca-bundle'= { edit:complete-filename $@words }
        &'brs;env;profile --max-attempts'= { }
        &'brs;env;profile --connect-timeout'= { }
        &'brs;env;profile --timeout'= { }
        &'brs;env;profile --advisory-timeout'= { }
        &'brs;env;profile --mandatory-timeout'= { }
        &'brs;env;profile --min-ttl'= { }
        &'brs;env;profile --cache-dir'= { directories }
        &'brs;env;profile --prompt-timeout'= { }
        &'brs;env;profile --profile'= { }
        &'brs;env;custom --command'= { }
        &'brs;env;custom --cwd'= { directories }
        &'brs;env;custom --env'= { }
        &'brs;env;custom --env-pass'= { }
        &'brs;env;custom --ttl'= { }
        &'brs;env;custom --region'= { }
        &'brs;env;custom --endpoint-url'= { }
        &'brs;env;custom --ca-bundle'= { edit:complete-filename $@words }
        &'brs;env;custom --max-attempts'= { }
        &'brs;env;custom --connect-timeout'= { }
        &'brs;env;custom --advisory-timeout'= { }
        &'brs;env;custom --mandatory-timeout'= { }
        &'brs;env;custom --min-ttl'= { }
        &'brs;env;custom --cache-dir'= { directories }
        &'brs;env;custom --prompt-timeout'= { }
        &'brs;env;custom --profile'= { }
        &'brs;env;custom --timeout'= { }
        &'brs;env;iot --endpoint'= { }
        &'brs;env;iot --role-alias'= { }
        &'brs;env;iot --thing-name'= { }
        &'brs;env;iot --duration-seconds'= { }
        &'brs;env;iot --cert'= { edit:complete-filename $@words }
        &'brs;env;iot --key'= { edit:complete-filename $@words }
        &'brs;env;iot --key-password-file'= { edit:complete-filename $@words }
        &'brs;env;iot --key-password-cmd'= { }
        &'brs;env;iot --ca'= { edit:complete-filename $@words }
        &'brs;env;iot --pkcs11-lib'= { edit:complete-filename $@words }
        &'brs;env;iot --slot-id'= { }
        &'brs;env;iot --token-label'= { }
        &'brs;env;iot --key-label'= { }
        &'brs;env;iot --key-id'= { }
        &'brs;env;iot --pin-file'= { edit:complete-filename $@words }
        &'brs;env;iot --pin-cmd'= { }
        &'brs;env;iot --region'= { }
        &'brs;env;iot --max-attempts'= { }
        &'brs;env;iot --connect-timeout'= { }
        &'brs;env;iot --timeout'= { }
        &'brs;env;iot --advisory-timeout'= { }
        &'brs;env;iot --mandatory-timeout'= { }
        &'brs;env;iot --min-ttl'= { }
        &'brs;env;iot --cache-dir'= { directories }
        &'brs;env;iot --prompt-timeout'= { }
        &'brs;env;mfa --role-session-name'= { }
        &'brs;env;mfa --external-id'= { }
        &'brs;env;mfa --policy'= { }
        &'brs;env;mfa --policy-arn'= { }
        &'brs;env;mfa --tag'= { }
        &'brs;env;mfa --transitive-tag-key'= { }
        &'brs;env;mfa --source-identity'= { }
        &'brs;env;mfa --provided-context'= { }
        &'brs;env;mfa --token-code'= { }
        &'brs;env;mfa --mfa-timeout'= { }
        &'brs;env;mfa --session-duration'= { }
        &'brs;env;mfa --profile'= { }
        &'brs;env;mfa --region'= { }
        &'brs;env;mfa --endpoint-url'= { }
        &'brs;env;mfa --ca-bundle'= { edit:complete-filename $@words }
        &'brs;env;mfa --max-attempts'= { }
        &'brs;env;mfa --connect-timeout'= { }
        &'brs;env;mfa --timeout'= { }
        &'brs;env;mfa --advisory-timeout'= { }
        &'brs;env;mfa --mandatory-timeout'= { }
        &'brs;env;mfa --min-ttl'= { }
        &'brs;env;mfa --cache-dir'= { directories }
        &'brs;env;mfa --prompt-timeout'= { }
        &'brs;env;mfa --role-arn'= { }
        &'brs;env;mfa --serial-number'= { }
        &'brs;env;mfa --duration-seconds'= { }
        &'brs;env;mfa --cmd'= { }
        &'brs;env;sts --role-arn'= { }
        &'brs;env;sts --role-session-name'= { }
        &'brs;env;sts --external-id'= { }
        &'brs;env;sts --duration-seconds'= { }
        &'brs;env;sts --policy'= { }
        &'brs;env;sts --policy-arn'= { }
        &'brs;env;sts --tag'= { }
        &'brs;env;sts --transitive-tag-key'= { }
        &'brs;env;sts --source-identity'= { }
        &'brs;env;sts --provided-context'= { }
        &'brs;env;sts --serial-number'= { }
        &'brs;env;sts --token-code'= { }
        &'brs;env;sts --web-identity-token-file'= { edit:complete-filename $@words }
        &'brs;env;sts --mfa-cmd'= { }
        &'brs;env;sts --mfa-timeout'= { }
        &'brs;env;sts --session-duration'= { }
        &'brs;env;sts --profile'= { }
        &'brs;env;sts --region'= { }
        &'brs;env;sts --endpoint-url'= { }
        &'brs;env;sts --ca-bundle'= { edit:complete-filename $@words }
        &'brs;env;sts --max-attempts'= { }
        &'brs;env;sts --connect-timeout'= { }
        &'brs;env;sts --timeout'= { }
        &'brs;env;sts --advisory-timeout'= { }
        &'brs;env;sts --mandatory-timeout'= { }
        &'brs;env;sts --min-ttl'= { }
        &'brs;env;sts --cache-dir'= { directories }
        &'brs;env;sts --prompt-timeout'= { }
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
