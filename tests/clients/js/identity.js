// Asks STS who is calling, as a program that uses the AWS SDK for JavaScript does.
//
//     node identity.js CALLS
//     node identity.js paced
//
// Prints the caller's ARN once for each call of one client; paced, it makes one
// call for each line of standard input. A failure is one line on standard error,
// the name of the exception first, and exit status 1.

const { createInterface } = require("node:readline");
const { GetCallerIdentityCommand, STSClient } = require("@aws-sdk/client-sts");

async function main(calls) {
  const client = new STSClient();
  const turns =
    calls === "paced" ? createInterface({ input: process.stdin }) : Array(Number(calls)).fill();
  for await (const _ of turns) {
    const { Arn } = await client.send(new GetCallerIdentityCommand());
    console.log(Arn);
  }
}

main(process.argv[2]).catch((error) => {
  console.error(`${error.name}: ${error.message}`);
  process.exitCode = 1;
});
