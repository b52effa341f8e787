/**
 * Verifies an archive of a Foyer audit trail with nothing of Foyer's: node verify-trail.mjs ARCHIVE [KEY] [ANCHOR ...]
 *
 * ARCHIVE is what Foyer exported; KEY is the practice's public key as it was written down elsewhere; each ANCHOR is a
 * file with one signed note kept elsewhere. Prints one line of JSON. With --each, every further word is a file of
 * archives, one after the other, and each archive gets its line.
 * Ends with 0 when the trail is whole, 1 when it was tampered with, 2 when that could not be found out. The form is
 * described in src-tauri/crates/audit/README.md; this program was written from it.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** In the order in which several findings at one entry are told. */
const CLASSES = [
  'edited',
  'removed',
  'inserted',
  'reordered',
  'rewritten',
  'truncated',
  'rolled_back',
  'forked',
  'bad_signature',
];
const ZERO = '0'.repeat(64);
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

class Unreadable extends Error {}

/** A public key `name+id+base64(1, key)`; its name and id follow from the key. */
function publicKey(text) {
  const [, id, encoded] = /^foyer-audit\/[0-9a-f]{16}\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (bytes.length !== 33 || bytes[0] !== 1) throw new Unreadable('no public key');
  const raw = bytes.subarray(1);
  const name = `foyer-audit/${sha256(raw).toString('hex').slice(0, 16)}`;
  const right = sha256(Buffer.from(`${name}\n`), bytes).subarray(0, 4);
  if (right.toString('hex') !== id || !text.startsWith(`${name}+`)) throw new Unreadable('the key does not match its name');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });
  return { name, id: right, key, text: text.trim() };
}

/** The checkpoint a note signs, or null when the signature is not this key's. */
function checkpoint(note, key) {
  const at = note.lastIndexOf('\n\n');
  const text = note.slice(0, at + 1);
  const read = /^(\S+)\n(\d+)\n([A-Za-z0-9+/]{43}=)\nat (-?\d+)\n$/.exec(text);
  if (at < 0 || !read || read[1] !== key.name) return null;
  for (const line of note.slice(at + 2).split('\n')) {
    const [, by, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    if (by !== key.name) continue;
    const bytes = Buffer.from(encoded, 'base64');
    const genuine = bytes.subarray(0, 4).equals(key.id) && verify(null, Buffer.from(text), key.key, bytes.subarray(4));
    return genuine ? { size: Number(read[2]), root: Buffer.from(read[3], 'base64').toString('hex') } : null;
  }
  return null;
}

/** What an entry's hash must be. */
function sealed(entry) {
  const number = (value) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64BE(BigInt(value));
    return bytes;
  };
  const field = (bytes) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const id = (value) => Buffer.from((value ?? '').replaceAll('-', ''), 'hex');
  const fields = [
    Buffer.from(entry.actor),
    id(entry.user),
    Buffer.from(entry.action),
    id(entry.thread),
    id(entry.object),
    Buffer.from(entry.detail),
  ];
  return sha256(
    Buffer.from('foyer audit 1'),
    number(entry.seq),
    number(entry.at),
    ...fields.map(field),
    Buffer.from(entry.prev, 'hex'),
  ).toString('hex');
}

/** RFC 6962, section 2.1, by its definition: the tree of a list, split at the largest power of two below its length. */
class Tree {
  subtrees = [];

  add(hash) {
    let node = { size: 1, hash: sha256(Buffer.of(0), Buffer.from(hash, 'hex')) };
    while (this.subtrees.at(-1)?.size === node.size) {
      const left = this.subtrees.pop();
      node = { size: left.size * 2, hash: sha256(Buffer.of(1), left.hash, node.hash) };
    }
    this.subtrees.push(node);
  }

  root() {
    if (this.subtrees.length === 0) return sha256().toString('hex');
    return this.subtrees
      .map((subtree) => subtree.hash)
      .reduceRight((right, left) => sha256(Buffer.of(1), left, right))
      .toString('hex');
  }
}

function examine(lines, trusted, anchors) {
  const parse = (text, number) => {
    try {
      const [kind, ...more] = Object.entries(JSON.parse(text));
      if (more.length > 0) throw new Error();
      return kind;
    } catch {
      throw new Unreadable(`line ${number} cannot be read`);
    }
  };
  const [kind, head] = parse(lines[0] ?? '', 1);
  if (kind !== 'trail' || head.version !== 1) throw new Unreadable('no archive this program knows');
  const own = publicKey(head.key);
  const key = trusted ?? own;

  const found = [];
  const told = (seq, what) => found.push({ seq, class: what });
  const checkpoints = [];
  const note = (text) => {
    const genuine = checkpoint(text, key);
    if (genuine) checkpoints.push(genuine);
    else told(/^\d+$/.test(text.split('\n')[1] ?? '') ? Number(text.split('\n')[1]) : 0, 'bad_signature');
  };
  anchors.forEach(note);

  const tree = new Tree();
  let [count, expected, previous, vouched, said] = [0, 1, ZERO, 0, null];
  const missing = new Set();
  const anchor = () => {
    checkpoints.sort((one, other) => one.size - other.size);
    while (checkpoints.length > 0 && checkpoints[0].size <= count) {
      const { size, root } = checkpoints.shift();
      if (root === tree.root()) vouched = size;
      else if (found.length === 0) told(vouched + 1, 'forked');
    }
  };

  let entries = false;
  for (const [at, line] of lines.entries()) {
    if (at === 0) continue;
    const [what, value] = parse(line, at + 1);
    if (said !== null || (what === 'checkpoint' && entries)) throw new Unreadable(`line ${at + 1} is out of place`);
    if (what === 'checkpoint') note(value);
    else if (what === 'end') said = value.entries;
    else if (what === 'entry') {
      if (!entries) anchor();
      entries = true;
      const { seq } = value;
      const placed = seq === expected;
      if (seq > expected) {
        for (let gone = expected; gone < seq; gone += 1) missing.add(gone);
      } else if (!placed) {
        told(seq, missing.delete(seq) ? 'reordered' : 'inserted');
      }
      expected = Math.max(expected, seq + 1);
      if (sealed(value) !== value.hash) told(seq, 'edited');
      else if (placed && value.prev !== previous) told(seq, 'rewritten');
      previous = value.hash;
      count += 1;
      tree.add(value.hash);
      // What is missing so far counts for the anchors as it does in the end.
      if (missing.size === 0) anchor();
    } else throw new Unreadable(`line ${at + 1} cannot be read`);
  }
  if (!entries) anchor();
  if (missing.size > 0) told(Math.min(...missing), 'removed');
  if (said === null || said > expected - 1) told(expected, 'truncated');
  // What stands behind the end was put there.
  if (said !== null && said < expected - 1) told(said + 1, 'inserted');
  if (checkpoints.some(({ size }) => size > count)) told(expected, said === expected - 1 ? 'rolled_back' : 'truncated');
  found.sort((one, other) => one.seq - other.seq || CLASSES.indexOf(one.class) - CLASSES.indexOf(other.class));
  return { entries: count, vouched, key: key.text, trusted: Boolean(trusted), first: found[0] ?? null };
}

function linesOf(file) {
  const text = readFileSync(file, 'utf8');
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

/** The archives in a file that has one after the other. */
function archivesOf(file) {
  const archives = [];
  for (const line of linesOf(file)) {
    if (line.startsWith('{"trail":') || archives.length === 0) archives.push([]);
    archives.at(-1).push(line);
  }
  return archives;
}

function report(look) {
  try {
    const found = look();
    return { ...found, whole: found.first === null };
  } catch (error) {
    if (!(error instanceof Unreadable) && error.code === undefined) throw error;
    return { whole: null, problem: error instanceof Unreadable ? error.message : error.code };
  }
}

const [first, ...rest] = process.argv.slice(2);
const reports =
  first === '--each'
    ? rest.flatMap(archivesOf).map((lines) => report(() => examine(lines, null, [])))
    : [
        report(() =>
          examine(
            linesOf(first),
            rest[0] ? publicKey(rest[0]) : null,
            rest.slice(1).map((file) => readFileSync(file, 'utf8')),
          ),
        ),
      ];
for (const report of reports) console.log(JSON.stringify(report));
process.exitCode = reports.some((report) => report.whole === false) ? 1 : reports.some((report) => report.whole === null) ? 2 : 0;
