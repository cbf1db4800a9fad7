// Asks STS who is calling, as a program that uses the AWS SDK for JavaScript does.
//
//     node identity.js CALLS [paced]
//
// Prints the caller's ARN once for each call of one client; where it is paced,
// it waits for a line between two calls. A failure is one line on standard
// error, the name of the exception first, and exit status 1.

const { readSync } = require("node:fs");
const { GetCallerIdentityCommand, STSClient } = require("@aws-sdk/client-sts");

async function main(calls, paced) {
  const client = new STSClient();
  for (let call = 0; call < calls; call += 1) {
    if (paced && call > 0) readSync(0, Buffer.alloc(1));
    const { Arn } = await client.send(new GetCallerIdentityCommand());
    console.log(Arn);
  }
}

main(Number(process.argv[2]), process.argv[3] === "paced").catch((error) => {
  console.error(`${error.name}: ${error.message}`);
  process.exitCode = 1;
});
