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
complete -c brs -n "__fish_brs_needs_command" -f -a "iot" -d 'Turn a device\'s certificate into credentials'
complete -c brs -n "__fish_brs_needs_command" -f -a "whoami" -d 'Ask AWS whose credentials these are'
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
complete -c brs -n "__fish_brs_using_subcommand sts" -l serial-number -d 'Name the MFA device, by ARN or serial number' -r -f
complete -c brs -n "__fish_brs_using_subcommand sts" -l token-code -d 'Give a code of that device, good for one use' -r -f
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
complete -c brs -n "__fish_brs_using_subcommand sts" -l output -d 'Print credentials in this form [default: process]' -r -f -a "process\t''
json\t''
env\t''"
complete -c brs -n "__fish_brs_using_subcommand sts" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand sts" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand sts" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand sts" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand sts" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand sts" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c brs -n "__fish_brs_using_subcommand iot" -l output -d 'Print credentials in this form [default: process]' -r -f -a "process\t''
json\t''
env\t''"
complete -c brs -n "__fish_brs_using_subcommand iot" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand iot" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand iot" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand iot" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts iot" -l output -d 'Print the answer in this form' -r -f -a "text\t''
json\t''"
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts iot" -l region -d 'Ask the STS of this region' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts iot" -l endpoint-url -d 'Ask this endpoint instead of the region\'s own' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts iot" -l ca-bundle -d 'Trust the certificates in this file instead of the system\'s' -r -F
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts iot" -l max-attempts -d 'Send a request at most this often [default: 3]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts iot" -l connect-timeout -d 'Let a connection take at most this long to open [default: 3s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts iot" -l timeout -d 'Let the whole run take at most this long [default: 20s]' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts iot" -l profile -d 'Take base credentials and region from this profile' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts iot" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts iot" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts iot" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts iot" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts iot" -f -a "sts" -d 'Assume a role, or a chain of roles'
complete -c brs -n "__fish_brs_using_subcommand whoami; and not __fish_seen_subcommand_from sts iot" -f -a "iot" -d 'Turn a device\'s certificate into credentials'
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
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l serial-number -d 'Name the MFA device, by ARN or serial number' -r -f
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l token-code -d 'Give a code of that device, good for one use' -r -f
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
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l use-fips-endpoint -d 'Ask the region\'s FIPS endpoint'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l use-dualstack-endpoint -d 'Ask the region\'s endpoint that has IPv6 addresses too'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from sts" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l force-refresh -d 'Get new credentials even if the cached ones are fresh'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -l no-cache -d 'Neither read nor save cached credentials'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -s v -l verbose -d 'Tell on standard error what is done; twice: in detail'
complete -c brs -n "__fish_brs_using_subcommand whoami; and __fish_seen_subcommand_from iot" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand completions; and not __fish_seen_subcommand_from bash zsh fish powershell elvish" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand completions; and not __fish_seen_subcommand_from bash zsh fish powershell elvish" -f -a "bash"
complete -c brs -n "__fish_brs_using_subcommand completions; and not __fish_seen_subcommand_from bash zsh fish powershell elvish" -f -a "zsh"
complete -c brs -n "__fish_brs_using_subcommand completions; and not __fish_seen_subcommand_from bash zsh fish powershell elvish" -f -a "fish"
complete -c brs -n "__fish_brs_using_subcommand completions; and not __fish_seen_subcommand_from bash zsh fish powershell elvish" -f -a "powershell"
complete -c brs -n "__fish_brs_using_subcommand completions; and not __fish_seen_subcommand_from bash zsh fish powershell elvish" -f -a "elvish"
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts iot whoami completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts iot whoami completions" -f -a "sts"
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts iot whoami completions" -f -a "iot"
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts iot whoami completions" -f -a "whoami"
complete -c brs -n "__fish_brs_using_subcommand man; and not __fish_seen_subcommand_from sts iot whoami completions" -f -a "completions"
# Nothing is the name of a file unless its flag says so.
complete -c brs -f
