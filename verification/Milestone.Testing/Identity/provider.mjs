// An OpenID provider for tests, on this machine. Its people and whether it offers pushed authorization come from the environment; it forgets all when it ends.
import Provider from 'oidc-provider';

const { people, client, redirect, pushed } = JSON.parse(process.env.PROVIDER);

const configuration = {
  clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: redirect, response_types: ['code'], grant_types: ['authorization_code'] }],
  pkce: { required: () => true },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  features: { devInteractions: { enabled: true }, pushedAuthorizationRequests: { enabled: pushed } },
  cookies: { keys: ['of no secret'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...(people[id] ?? {}) }) }),
};

// The port is chosen by the system, and the issuer has it in its name; so it is known before the provider is made.
const { createServer } = await import('node:http');
const server = createServer();
server.listen(Number(process.env.PROVIDER_PORT ?? 0), '127.0.0.1', () => {
  const provider = new Provider(`http://127.0.0.1:${server.address().port}`, configuration);
  server.on('request', provider.callback());
  console.log(`listening ${server.address().port}`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
