# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_brs_global_optspecs
    string join \n h/help V/version
end

function __fish_brs_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_brs_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_brs_using_subcommand
    set -l cmd (__fish_brs_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c brs -n "__fish_brs_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_needs_command" -s V -l version -d 'Print version'
complete -c brs -n "__fish_brs_needs_command" -f -a "sts" -d 'Assume a role, or a chain of roles'
complete -c brs -n "__fish_brs_needs_command" -f -a "mfa" -d 'Start a session with one MFA code, for all roles of a user'
complete -c brs -n "__fish_brs_needs_command" -f -a "iot" -d 'Turn a device\'s certificate into credentials'
complete -c brs -n "__fish_brs_needs_command" -f -a "custom" -d 'Print the credentials that a program of yours prints'
complete -c brs -n "__fish_brs_needs_command" -f -a "profile" -d 'Print the credentials of a profile of the shared config files'
complete -c brs -n "__fish_brs_needs_command" -f -a "whoami" -d 'Ask AWS whose credentials these are'
complete -c brs -n "__fish_brs_needs_command" -f -a "env" -d 'Print credentials as variables, in the words of a shell'
complete -c brs -n "__fish_brs_needs_command" -f -a "exec" -d 'Run a program that has credentials in its environment'
complete -c brs -n "__fish_brs_needs_command" -f -a "cache" -d 'Show or clear what is in the cache'
complete -c brs -n "__fish_brs_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c brs -n "__fish_brs_needs_command" -f -a "man" -d 'Print a page of the manual'
complete -c brs -n "__fish_brs_using_subcommand sts" -l role-arn -d 'Assume this role; again: from it, assume the next one' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l role-session-name -d 'Name the session [default: brs-USER]' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l external-id -d 'Give the external ID that the role asks for' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l duration-seconds -d 'Ask for credentials that live this long [default: 1h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l policy -d 'Narrow the session with this policy, JSON or file://PATH' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l policy-arn -d 'Narrow the session with this managed policy; up to 10 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l tag -d 'Tag the session; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l transitive-tag-key -d 'Pass the tag of this key on to roles assumed from this one; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l source-identity -d 'Set the source identity, which stays through all further roles' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l provided-context -d 'Pass the assertion of a trusted context provider; up to 5 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l serial-number -d 'Name the MFA device of the user, by ARN or serial number' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l token-code -d 'Give a code of that device, good for one use' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l web-identity-token-file -d 'Assume the first role with the token in this file, without base credentials' -r -F
complete -c brs -n "__fish_brs_using_subcommand sts" -l mfa-cmd -d 'Get MFA codes from this command instead of a person' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand sts" -l mfa-timeout -d 'Let that command take at most this long [default: 30s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l session-duration -d 'Let the session that roles share live this long [default: 12h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l profile -d 'Take base credentials and region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand sts" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l timeout -d 'Let the whole run take at most this long [default: 20s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand sts" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l output -d 'Print credentials in this form [default: process]' -r -f -a "process\t''
json\t''
env\t''"
complete -c brs -n "__fish_brs_using_subcommand sts" -l mfa-cmd-unattended -d 'Run that command before credentials end, too: it needs nobody'
complete -c brs -n "__fish_brs_using_subcommand sts" -l no-mfa-session -d 'Give each role a code of its own'
complete -c brs -n "__fish_brs_using_subcommand sts" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand sts" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand sts" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand sts" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand sts" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand sts" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand sts" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand mfa" -l role-session-name -d 'Name the session [default: brs-USER]' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l external-id -d 'Give the external ID that the role asks for' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l policy -d 'Narrow the session with this policy, JSON or file://PATH' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l policy-arn -d 'Narrow the session with this managed policy; up to 10 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l tag -d 'Tag the session; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l transitive-tag-key -d 'Pass the tag of this key on to roles assumed from this one; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l source-identity -d 'Set the source identity, which stays through all further roles' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l provided-context -d 'Pass the assertion of a trusted context provider; up to 5 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l token-code -d 'Give a code of that device, good for one use' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l mfa-timeout -d 'Let that command take at most this long [default: 30s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l session-duration -d 'Let the session that roles share live this long [default: 12h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l profile -d 'Take base credentials and region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand mfa" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l timeout -d 'Let the whole run take at most this long [default: 20s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand mfa" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l role-arn -d 'Assume this role; again: from it, assume the next one' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l serial-number -d 'Name the MFA device of the user, by ARN or serial number' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l duration-seconds -d 'Ask for credentials that live this long [default: 12h, of a role 1h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand mfa" -l cmd -d 'Get MFA codes from this command instead of a person' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand mfa" -l output -d 'Print credentials in this form [default: process]' -r -f -a "process\t''
json\t''
env\t''"
complete -c brs -n "__fish_brs_using_subcommand mfa" -l mfa-cmd-unattended -d 'Run that command before credentials end, too: it needs nobody'
complete -c brs -n "__fish_brs_using_subcommand mfa" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand mfa" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand mfa" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand mfa" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand mfa" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand mfa" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand mfa" -l no-mfa-session -d 'Give each role a code of its own'
complete -c brs -n "__fish_brs_using_subcommand mfa" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand iot" -l endpoint -d 'Ask this credentials provider' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l role-alias -d 'Ask for the role behind this alias' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l thing-name -d 'Ask as this thing, which the certificate belongs to' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l duration-seconds -d 'Ask for credentials that live this long [default: as the role alias says]' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l cert -d 'Show this certificate: a PEM file, or a pkcs11: URI' -r -F
complete -c brs -n "__fish_brs_using_subcommand iot" -l key -d 'Prove it with this key: a PEM file, or a pkcs11: URI' -r -F
complete -c brs -n "__fish_brs_using_subcommand iot" -l key-password-file -d 'Read the password of the key from this file' -r -F
complete -c brs -n "__fish_brs_using_subcommand iot" -l key-password-cmd -d 'Run this command, which prints the password of the key' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l ca -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand iot" -l pkcs11-lib -d 'Reach the token through this PKCS #11 module, by its whole path' -r -F
complete -c brs -n "__fish_brs_using_subcommand iot" -l slot-id -d 'Take the token in this slot' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l token-label -d 'Take the token with this label' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l key-label -d 'Take the key with this label' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l key-id -d 'Take the key with this ID, in hexadecimal digits' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l pin-file -d 'Read the PIN of the token from this file' -r -F
complete -c brs -n "__fish_brs_using_subcommand iot" -l pin-cmd -d 'Run this command, which prints the PIN of the token' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l region -d 'Ask the STS of this region in brs whoami [default: the endpoint\'s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l timeout -d 'Let the whole run take at most this long [default: 10s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand iot" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand iot" -l output -d 'Print credentials in this form [default: process]' -r -f -a "process\t''
json\t''
env\t''"
complete -c brs -n "__fish_brs_using_subcommand iot" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand iot" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand iot" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand iot" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand iot" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand custom" -l command -d 'Run this command line; quotes are understood, and no shell is asked' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand custom" -l cwd -d 'Run it in this directory, whatever the working directory is' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand custom" -l env -d 'Give it this variable; as often as needed' -r -f
complete -c brs -n "__fish_brs_using_subcommand custom" -l env-pass -d 'Give it this variable as it is around brs; as often as needed' -r -f
complete -c brs -n "__fish_brs_using_subcommand custom" -l ttl -d 'Keep keys without an expiration this long' -r -f
complete -c brs -n "__fish_brs_using_subcommand custom" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand custom" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand custom" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand custom" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand custom" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand custom" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand custom" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand custom" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand custom" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand custom" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand custom" -l profile -d 'Take the region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand custom" -l timeout -d 'Let the whole run take at most this long [default: 1m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand custom" -l output -d 'Print credentials in this form [default: process]' -r -f -a "process\t''
json\t''
env\t''"
complete -c brs -n "__fish_brs_using_subcommand custom" -l interactive -d 'Give it the terminal to ask a person on, for --prompt-timeout'
complete -c brs -n "__fish_brs_using_subcommand custom" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand custom" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand custom" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand custom" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand custom" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand custom" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand custom" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand profile" -l token-code -d 'Give a code of the MFA device that the profile names, good for one use' -r -f
complete -c brs -n "__fish_brs_using_subcommand profile" -l mfa-cmd -d 'Get MFA codes from this command instead of a person' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand profile" -l mfa-timeout -d 'Let that command take at most this long [default: 30s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand profile" -l session-duration -d 'Let the session that roles share live this long [default: 12h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand profile" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand profile" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand profile" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand profile" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand profile" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand profile" -l timeout -d 'Let the whole run take at most this long [default: 20s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand profile" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand profile" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand profile" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand profile" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand profile" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand profile" -l profile -d 'Take base credentials and region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand profile" -l output -d 'Print credentials in this form [default: process]' -r -f -a "process\t''
json\t''
env\t''"
complete -c brs -n "__fish_brs_using_subcommand profile" -l mfa-cmd-unattended -d 'Run that command before credentials end, too: it needs nobody'
complete -c brs -n "__fish_brs_using_subcommand profile" -l no-mfa-session -d 'Give each role a code of its own'
complete -c brs -n "__fish_brs_using_subcommand profile" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand profile" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand profile" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand profile" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand profile" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand profile" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand profile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -l output -d 'Print the answer in this form' -r -f -a "text\t''
json\t''"
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -l timeout -d 'Let the whole run take at most this long [default: 20s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -l profile -d 'Take base credentials and region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "sts" -d 'Assume a role, or a chain of roles'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "mfa" -d 'Start a session with one MFA code, for all roles of a user'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "iot" -d 'Turn a device\'s certificate into credentials'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "custom" -d 'Print the credentials that a program of yours prints'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "profile" -d 'Print the credentials of a profile of the shared config files'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l role-arn -d 'Assume this role; again: from it, assume the next one' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l role-session-name -d 'Name the session [default: brs-USER]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l external-id -d 'Give the external ID that the role asks for' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l duration-seconds -d 'Ask for credentials that live this long [default: 1h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l policy -d 'Narrow the session with this policy, JSON or file://PATH' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l policy-arn -d 'Narrow the session with this managed policy; up to 10 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l tag -d 'Tag the session; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l transitive-tag-key -d 'Pass the tag of this key on to roles assumed from this one; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l source-identity -d 'Set the source identity, which stays through all further roles' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l provided-context -d 'Pass the assertion of a trusted context provider; up to 5 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l serial-number -d 'Name the MFA device of the user, by ARN or serial number' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l token-code -d 'Give a code of that device, good for one use' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l web-identity-token-file -d 'Assume the first role with the token in this file, without base credentials' -r -F
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l mfa-cmd -d 'Get MFA codes from this command instead of a person' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l mfa-timeout -d 'Let that command take at most this long [default: 30s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l session-duration -d 'Let the session that roles share live this long [default: 12h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l profile -d 'Take base credentials and region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l timeout -d 'Let the whole run take at most this long [default: 20s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l mfa-cmd-unattended -d 'Run that command before credentials end, too: it needs nobody'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l no-mfa-session -d 'Give each role a code of its own'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l role-session-name -d 'Name the session [default: brs-USER]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l external-id -d 'Give the external ID that the role asks for' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l policy -d 'Narrow the session with this policy, JSON or file://PATH' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l policy-arn -d 'Narrow the session with this managed policy; up to 10 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l tag -d 'Tag the session; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l transitive-tag-key -d 'Pass the tag of this key on to roles assumed from this one; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l source-identity -d 'Set the source identity, which stays through all further roles' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l provided-context -d 'Pass the assertion of a trusted context provider; up to 5 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l token-code -d 'Give a code of that device, good for one use' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l mfa-timeout -d 'Let that command take at most this long [default: 30s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l session-duration -d 'Let the session that roles share live this long [default: 12h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l profile -d 'Take base credentials and region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l timeout -d 'Let the whole run take at most this long [default: 20s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l role-arn -d 'Assume this role; again: from it, assume the next one' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l serial-number -d 'Name the MFA device of the user, by ARN or serial number' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l duration-seconds -d 'Ask for credentials that live this long [default: 12h, of a role 1h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l cmd -d 'Get MFA codes from this command instead of a person' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l mfa-cmd-unattended -d 'Run that command before credentials end, too: it needs nobody'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -l no-mfa-session -d 'Give each role a code of its own'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from mfa" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l endpoint -d 'Ask this credentials provider' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l role-alias -d 'Ask for the role behind this alias' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l thing-name -d 'Ask as this thing, which the certificate belongs to' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l duration-seconds -d 'Ask for credentials that live this long [default: as the role alias says]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l cert -d 'Show this certificate: a PEM file, or a pkcs11: URI' -r -F
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l key -d 'Prove it with this key: a PEM file, or a pkcs11: URI' -r -F
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l key-password-file -d 'Read the password of the key from this file' -r -F
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l key-password-cmd -d 'Run this command, which prints the password of the key' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l ca -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l pkcs11-lib -d 'Reach the token through this PKCS #11 module, by its whole path' -r -F
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l slot-id -d 'Take the token in this slot' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l token-label -d 'Take the token with this label' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l key-label -d 'Take the key with this label' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l key-id -d 'Take the key with this ID, in hexadecimal digits' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l pin-file -d 'Read the PIN of the token from this file' -r -F
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l pin-cmd -d 'Run this command, which prints the PIN of the token' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l region -d 'Ask the STS of this region in brs whoami [default: the endpoint\'s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l timeout -d 'Let the whole run take at most this long [default: 10s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l command -d 'Run this command line; quotes are understood, and no shell is asked' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l cwd -d 'Run it in this directory, whatever the working directory is' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l env -d 'Give it this variable; as often as needed' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l env-pass -d 'Give it this variable as it is around brs; as often as needed' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l ttl -d 'Keep keys without an expiration this long' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l profile -d 'Take the region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l timeout -d 'Let the whole run take at most this long [default: 1m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l interactive -d 'Give it the terminal to ask a person on, for --prompt-timeout'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from custom" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l token-code -d 'Give a code of the MFA device that the profile names, good for one use' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l mfa-cmd -d 'Get MFA codes from this command instead of a person' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l mfa-timeout -d 'Let that command take at most this long [default: 30s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l session-duration -d 'Let the session that roles share live this long [default: 12h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l timeout -d 'Let the whole run take at most this long [default: 20s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l profile -d 'Take base credentials and region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l mfa-cmd-unattended -d 'Run that command before credentials end, too: it needs nobody'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l no-mfa-session -d 'Give each role a code of its own'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from profile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand env; and not __fish_seen_subcommand_from sts mfa iot custom profile" -l shell -d 'Write for this shell, instead of the one that has started brs' -r -f -a "sh\t''
bash\t''
zsh\t''
fish\t''
powershell\t''
cmd\t''
dotenv\t''"
complete -c brs -n "__fish_brs_using_subcommand env; and not __fish_seen_subcommand_from sts mfa iot custom profile" -l unset -d 'Print what undoes it, without a source'
complete -c brs -n "__fish_brs_using_subcommand env; and not __fish_seen_subcommand_from sts mfa iot custom profile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand env; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "sts" -d 'Assume a role, or a chain of roles'
complete -c brs -n "__fish_brs_using_subcommand env; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "mfa" -d 'Start a session with one MFA code, for all roles of a user'
complete -c brs -n "__fish_brs_using_subcommand env; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "iot" -d 'Turn a device\'s certificate into credentials'
complete -c brs -n "__fish_brs_using_subcommand env; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "custom" -d 'Print the credentials that a program of yours prints'
complete -c brs -n "__fish_brs_using_subcommand env; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "profile" -d 'Print the credentials of a profile of the shared config files'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l role-arn -d 'Assume this role; again: from it, assume the next one' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l role-session-name -d 'Name the session [default: brs-USER]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l external-id -d 'Give the external ID that the role asks for' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l duration-seconds -d 'Ask for credentials that live this long [default: 1h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l policy -d 'Narrow the session with this policy, JSON or file://PATH' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l policy-arn -d 'Narrow the session with this managed policy; up to 10 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l tag -d 'Tag the session; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l transitive-tag-key -d 'Pass the tag of this key on to roles assumed from this one; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l source-identity -d 'Set the source identity, which stays through all further roles' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l provided-context -d 'Pass the assertion of a trusted context provider; up to 5 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l serial-number -d 'Name the MFA device of the user, by ARN or serial number' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l token-code -d 'Give a code of that device, good for one use' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l web-identity-token-file -d 'Assume the first role with the token in this file, without base credentials' -r -F
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l mfa-cmd -d 'Get MFA codes from this command instead of a person' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l mfa-timeout -d 'Let that command take at most this long [default: 30s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l session-duration -d 'Let the session that roles share live this long [default: 12h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l profile -d 'Take base credentials and region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l timeout -d 'Let the whole run take at most this long [default: 20s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l mfa-cmd-unattended -d 'Run that command before credentials end, too: it needs nobody'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l no-mfa-session -d 'Give each role a code of its own'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from sts" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l role-session-name -d 'Name the session [default: brs-USER]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l external-id -d 'Give the external ID that the role asks for' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l policy -d 'Narrow the session with this policy, JSON or file://PATH' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l policy-arn -d 'Narrow the session with this managed policy; up to 10 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l tag -d 'Tag the session; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l transitive-tag-key -d 'Pass the tag of this key on to roles assumed from this one; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l source-identity -d 'Set the source identity, which stays through all further roles' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l provided-context -d 'Pass the assertion of a trusted context provider; up to 5 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l token-code -d 'Give a code of that device, good for one use' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l mfa-timeout -d 'Let that command take at most this long [default: 30s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l session-duration -d 'Let the session that roles share live this long [default: 12h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l profile -d 'Take base credentials and region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l timeout -d 'Let the whole run take at most this long [default: 20s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l role-arn -d 'Assume this role; again: from it, assume the next one' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l serial-number -d 'Name the MFA device of the user, by ARN or serial number' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l duration-seconds -d 'Ask for credentials that live this long [default: 12h, of a role 1h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l cmd -d 'Get MFA codes from this command instead of a person' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l mfa-cmd-unattended -d 'Run that command before credentials end, too: it needs nobody'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -l no-mfa-session -d 'Give each role a code of its own'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from mfa" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l endpoint -d 'Ask this credentials provider' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l role-alias -d 'Ask for the role behind this alias' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l thing-name -d 'Ask as this thing, which the certificate belongs to' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l duration-seconds -d 'Ask for credentials that live this long [default: as the role alias says]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l cert -d 'Show this certificate: a PEM file, or a pkcs11: URI' -r -F
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l key -d 'Prove it with this key: a PEM file, or a pkcs11: URI' -r -F
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l key-password-file -d 'Read the password of the key from this file' -r -F
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l key-password-cmd -d 'Run this command, which prints the password of the key' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l ca -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l pkcs11-lib -d 'Reach the token through this PKCS #11 module, by its whole path' -r -F
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l slot-id -d 'Take the token in this slot' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l token-label -d 'Take the token with this label' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l key-label -d 'Take the key with this label' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l key-id -d 'Take the key with this ID, in hexadecimal digits' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l pin-file -d 'Read the PIN of the token from this file' -r -F
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l pin-cmd -d 'Run this command, which prints the PIN of the token' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l region -d 'Ask the STS of this region in brs whoami [default: the endpoint\'s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l timeout -d 'Let the whole run take at most this long [default: 10s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from iot" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l command -d 'Run this command line; quotes are understood, and no shell is asked' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l cwd -d 'Run it in this directory, whatever the working directory is' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l env -d 'Give it this variable; as often as needed' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l env-pass -d 'Give it this variable as it is around brs; as often as needed' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l ttl -d 'Keep keys without an expiration this long' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l profile -d 'Take the region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l timeout -d 'Let the whole run take at most this long [default: 1m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l interactive -d 'Give it the terminal to ask a person on, for --prompt-timeout'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from custom" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l token-code -d 'Give a code of the MFA device that the profile names, good for one use' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l mfa-cmd -d 'Get MFA codes from this command instead of a person' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l mfa-timeout -d 'Let that command take at most this long [default: 30s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l session-duration -d 'Let the session that roles share live this long [default: 12h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l timeout -d 'Let the whole run take at most this long [default: 20s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l profile -d 'Take base credentials and region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l mfa-cmd-unattended -d 'Run that command before credentials end, too: it needs nobody'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l no-mfa-session -d 'Give each role a code of its own'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand env; and __fish_seen_subcommand_from profile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand exec; and not __fish_seen_subcommand_from sts mfa iot custom profile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand exec; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "sts" -d 'Assume a role, or a chain of roles'
complete -c brs -n "__fish_brs_using_subcommand exec; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "mfa" -d 'Start a session with one MFA code, for all roles of a user'
complete -c brs -n "__fish_brs_using_subcommand exec; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "iot" -d 'Turn a device\'s certificate into credentials'
complete -c brs -n "__fish_brs_using_subcommand exec; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "custom" -d 'Print the credentials that a program of yours prints'
complete -c brs -n "__fish_brs_using_subcommand exec; and not __fish_seen_subcommand_from sts mfa iot custom profile" -f -a "profile" -d 'Print the credentials of a profile of the shared config files'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l role-arn -d 'Assume this role; again: from it, assume the next one' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l role-session-name -d 'Name the session [default: brs-USER]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l external-id -d 'Give the external ID that the role asks for' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l duration-seconds -d 'Ask for credentials that live this long [default: 1h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l policy -d 'Narrow the session with this policy, JSON or file://PATH' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l policy-arn -d 'Narrow the session with this managed policy; up to 10 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l tag -d 'Tag the session; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l transitive-tag-key -d 'Pass the tag of this key on to roles assumed from this one; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l source-identity -d 'Set the source identity, which stays through all further roles' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l provided-context -d 'Pass the assertion of a trusted context provider; up to 5 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l serial-number -d 'Name the MFA device of the user, by ARN or serial number' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l token-code -d 'Give a code of that device, good for one use' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l web-identity-token-file -d 'Assume the first role with the token in this file, without base credentials' -r -F
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l mfa-cmd -d 'Get MFA codes from this command instead of a person' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l mfa-timeout -d 'Let that command take at most this long [default: 30s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l session-duration -d 'Let the session that roles share live this long [default: 12h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l profile -d 'Take base credentials and region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l timeout -d 'Let the whole run take at most this long [default: 20s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l mfa-cmd-unattended -d 'Run that command before credentials end, too: it needs nobody'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l no-mfa-session -d 'Give each role a code of its own'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from sts" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l role-session-name -d 'Name the session [default: brs-USER]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l external-id -d 'Give the external ID that the role asks for' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l policy -d 'Narrow the session with this policy, JSON or file://PATH' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l policy-arn -d 'Narrow the session with this managed policy; up to 10 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l tag -d 'Tag the session; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l transitive-tag-key -d 'Pass the tag of this key on to roles assumed from this one; up to 50 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l source-identity -d 'Set the source identity, which stays through all further roles' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l provided-context -d 'Pass the assertion of a trusted context provider; up to 5 times' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l token-code -d 'Give a code of that device, good for one use' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l mfa-timeout -d 'Let that command take at most this long [default: 30s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l session-duration -d 'Let the session that roles share live this long [default: 12h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l profile -d 'Take base credentials and region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l timeout -d 'Let the whole run take at most this long [default: 20s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l role-arn -d 'Assume this role; again: from it, assume the next one' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l serial-number -d 'Name the MFA device of the user, by ARN or serial number' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l duration-seconds -d 'Ask for credentials that live this long [default: 12h, of a role 1h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l cmd -d 'Get MFA codes from this command instead of a person' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l mfa-cmd-unattended -d 'Run that command before credentials end, too: it needs nobody'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -l no-mfa-session -d 'Give each role a code of its own'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from mfa" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l endpoint -d 'Ask this credentials provider' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l role-alias -d 'Ask for the role behind this alias' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l thing-name -d 'Ask as this thing, which the certificate belongs to' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l duration-seconds -d 'Ask for credentials that live this long [default: as the role alias says]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l cert -d 'Show this certificate: a PEM file, or a pkcs11: URI' -r -F
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l key -d 'Prove it with this key: a PEM file, or a pkcs11: URI' -r -F
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l key-password-file -d 'Read the password of the key from this file' -r -F
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l key-password-cmd -d 'Run this command, which prints the password of the key' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l ca -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l pkcs11-lib -d 'Reach the token through this PKCS #11 module, by its whole path' -r -F
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l slot-id -d 'Take the token in this slot' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l token-label -d 'Take the token with this label' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l key-label -d 'Take the key with this label' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l key-id -d 'Take the key with this ID, in hexadecimal digits' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l pin-file -d 'Read the PIN of the token from this file' -r -F
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l pin-cmd -d 'Run this command, which prints the PIN of the token' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l region -d 'Ask the STS of this region in brs whoami [default: the endpoint\'s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l timeout -d 'Let the whole run take at most this long [default: 10s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from iot" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l command -d 'Run this command line; quotes are understood, and no shell is asked' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l cwd -d 'Run it in this directory, whatever the working directory is' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l env -d 'Give it this variable; as often as needed' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l env-pass -d 'Give it this variable as it is around brs; as often as needed' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l ttl -d 'Keep keys without an expiration this long' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l profile -d 'Take the region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l timeout -d 'Let the whole run take at most this long [default: 1m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l interactive -d 'Give it the terminal to ask a person on, for --prompt-timeout'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from custom" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l token-code -d 'Give a code of the MFA device that the profile names, good for one use' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l mfa-cmd -d 'Get MFA codes from this command instead of a person' -r -f -a "(__fish_complete_command)"
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l mfa-timeout -d 'Let that command take at most this long [default: 30s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l session-duration -d 'Let the session that roles share live this long [default: 12h]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l timeout -d 'Let the whole run take at most this long [default: 20s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l advisory-timeout -d 'Renew, if possible, when less than this remains [default: 20m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l mandatory-timeout -d 'Insist on renewal when less than this remains [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l min-ttl -d 'Print nothing that ends sooner than this' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l cache-dir -d 'Keep the cache in this directory' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l prompt-timeout -d 'Wait this long for an answer on the terminal [default: 2m]' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l profile -d 'Take base credentials and region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l mfa-cmd-unattended -d 'Run that command before credentials end, too: it needs nobody'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l no-mfa-session -d 'Give each role a code of its own'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -l no-prompt -d 'Ask nobody anything; fail with status 3 where a person is needed'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand exec; and __fish_seen_subcommand_from profile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand cache; and not __fish_seen_subcommand_from list show clear path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand cache; and not __fish_seen_subcommand_from list show clear path" -f -a "list" -d 'List what is cached, and what has gone wrong lately'
complete -c brs -n "__fish_brs_using_subcommand cache; and not __fish_seen_subcommand_from list show clear path" -f -a "show" -d 'Show all that is known of one entry, but for its secrets'
complete -c brs -n "__fish_brs_using_subcommand cache; and not __fish_seen_subcommand_from list show clear path" -f -a "clear" -d 'Remove entries, so that the next run asks anew'
complete -c brs -n "__fish_brs_using_subcommand cache; and not __fish_seen_subcommand_from list show clear path" -f -a "path" -d 'Print the directory that the entries are in'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from list" -l output -d 'Print it in this form' -r -f -a "text\t''
json\t''"
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from list" -l cache-dir -d 'Look in this cache' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from show" -l output -d 'Print it in this form' -r -f -a "text\t''
json\t''"
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from show" -l cache-dir -d 'Look in this cache' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from show" -f -a "sts" -d 'Assume a role, or a chain of roles'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from show" -f -a "mfa" -d 'Start a session with one MFA code, for all roles of a user'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from show" -f -a "iot" -d 'Turn a device\'s certificate into credentials'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from show" -f -a "custom" -d 'Print the credentials that a program of yours prints'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from show" -f -a "profile" -d 'Print the credentials of a profile of the shared config files'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from clear" -l cache-dir -d 'Look in this cache' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from clear" -l expired -d 'Remove those that have expired'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from clear" -l all -d 'Remove all of them'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from clear" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from clear" -f -a "sts" -d 'Assume a role, or a chain of roles'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from clear" -f -a "mfa" -d 'Start a session with one MFA code, for all roles of a user'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from clear" -f -a "iot" -d 'Turn a device\'s certificate into credentials'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from clear" -f -a "custom" -d 'Print the credentials that a program of yours prints'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from clear" -f -a "profile" -d 'Print the credentials of a profile of the shared config files'
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from path" -l cache-dir -d 'Look in this cache' -r -f -a "(__fish_complete_directories)"
complete -c brs -n "__fish_brs_using_subcommand cache; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand completions; and not __fish_seen_subcommand_from bash zsh fish powershell elvish" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand completions; and not __fish_seen_subcommand_from bash zsh fish powershell elvish" -f -a "bash"
complete -c brs -n "__fish_brs_using_subcommand completions; and not __fish_seen_subcommand_from bash zsh fish powershell elvish" -f -a "zsh"
complete -c brs -n "__fish_brs_using_subcommand completions; and not __fish_seen_subcommand_from bash zsh fish powershell elvish" -f -a "fish"
complete -c brs -n "__fish_brs_using_subcommand completions; and not __fish_seen_subcommand_from bash zsh fish powershell elvish" -f -a "powershell"
complete -c brs -n "__fish_brs_using_subcommand completions; and not __fish_seen_subcommand_from bash zsh fish powershell elvish" -f -a "elvish"
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts mfa iot custom profile whoami env exec cache completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts mfa iot custom profile whoami env exec cache completions" -f -a "sts"
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts mfa iot custom profile whoami env exec cache completions" -f -a "mfa"
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts mfa iot custom profile whoami env exec cache completions" -f -a "iot"
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts mfa iot custom profile whoami env exec cache completions" -f -a "custom"
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts mfa iot custom profile whoami env exec cache completions" -f -a "profile"
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts mfa iot custom profile whoami env exec cache completions" -f -a "whoami"
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts mfa iot custom profile whoami env exec cache completions" -f -a "env"
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts mfa iot custom profile whoami env exec cache completions" -f -a "exec"
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts mfa iot custom profile whoami env exec cache completions" -f -a "cache"
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts mfa iot custom profile whoami env exec cache completions" -f -a "completions"
# Nothing is the name of a file unless its flag says so.
complete -c brs -f
