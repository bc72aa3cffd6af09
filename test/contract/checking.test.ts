import { Contract } from "./contract";
import { documentOf } from "./document";
import { type Exchange } from "./wire";

const thing = {
  type: "object",
  required: ["id", "name"],
  properties: {
    id: { type: "string", format: "uuid" },
    name: { type: "string", example: "Lamp" },
    colour: { type: "string", "x-nullable": true, enum: ["red", "blue", null] },
    parts: { type: "array", items: { $ref: "#/definitions/Part" } },
  },
};
const newThing = {
  type: "object",
  required: ["name"],
  properties: { name: { type: "string" }, colour: { type: "string" } },
};
const swagger = {
  swagger: "2.0",
  info: { version: "3" },
  host: "things.example",
  basePath: "/v1",
  schemes: ["https"],
  paths: {
    "/things/{thing_id}": {
      post: {
        security: [{ basic: [] }],
        consumes: ["application/json"],
        parameters: [
          { in: "path", name: "thing_id", required: true, type: "string", format: "uuid" },
          { $ref: "#/parameters/limit" },
          { in: "body", name: "body", required: true, schema: newThing },
        ],
        responses: {
          201: { description: "Made", schema: { $ref: "#/definitions/Thing" } },
          429: { $ref: "#/definitions/TooMany" },
        },
      },
    },
    "/things/lost": { post: { responses: { 204: { description: "None" } } } },
  },
  parameters: { limit: { in: "query", name: "limit", required: false, type: "integer", maximum: 100 } },
  definitions: {
    Thing: thing,
    Part: { type: "object", properties: { name: { type: "string" } } },
    TooMany: { description: "Too many" },
    InternalServerErrorResponse: {
      type: "object",
      required: ["message"],
      properties: { message: { type: "string" } },
    },
  },
};

const contract = new Contract(documentOf(JSON.stringify(swagger)));
const id = "c0000000-0000-4000-8000-000000000001";
const good: Exchange = {
  method: "POST",
  path: `/things/${id}`,
  query: { limit: "100" },
  headers: { authorization: "Basic abc", "content-type": "application/json" },
  sent: { name: "Lamp" },
  status: 201,
  answered: { id, name: "Lamp", colour: null, parts: [{ name: "bulb" }] },
};

test("a correct request and a correct answer have no findings", () => {
  expect([...contract.requestFindings(good), ...contract.answerFindings(good)]).toEqual([]);
});

test.each<[string, Partial<Exchange>, string]>([
  ["another path", { path: "/stuff" }, "POST /stuff: there is no such operation"],
  ["another method", { method: "PUT" }, `PUT /things/${id}: there is no such operation`],
  ["a bad id", { path: "/things/7" }, 'path thing_id must match format "uuid"'],
  ["an unknown query", { query: { page: "1" } }, "query page is not known"],
  ["a query out of bounds", { query: { limit: "101" } }, "query limit must be <= 100"],
  ["a query that is no number", { query: { limit: "x" } }, "query limit must be integer"],
  ["no credentials", { headers: { "content-type": "application/json" } }, "wants Basic credentials"],
  ["a form", { headers: { authorization: "Basic abc", "content-type": "text/plain" } }, "does not take text/plain"],
  ["a misspelt field", { sent: { name: "Lamp", color: "red" } }, "request must NOT have additional properties (color)"],
  ["a missing field", { sent: {} }, "request must have required property 'name'"],
  ["null where none is allowed", { sent: { name: null } }, "request/name must be string"],
  ["no body", { sent: undefined }, "request must be object"],
])("a request with %s has a finding", (_, wrong, finding) => {
  expect(contract.requestFindings({ ...good, ...wrong }).join()).toContain(finding);
});

test("a body that the operation does not take has a finding", () => {
  expect(contract.requestFindings({ ...good, path: "/things/lost" })).toContain(
    "POST /things/lost: request has no body",
  );
});

test.each<[string, Partial<Exchange>, string]>([
  ["another status", { status: 404 }, "does not list 404"],
  ["a missing field", { answered: { id } }, "answer 201 must have required property 'name'"],
  ["a bad id", { answered: { id: "7", name: "Lamp" } }, 'answer 201/id must match format "uuid"'],
  [
    "an unknown value",
    { answered: { id, name: "Lamp", colour: "green" } },
    "answer 201/colour must be equal to one of",
  ],
  ["a field too many", { answered: { id, name: "Lamp", parts: [{ size: 1 }] } }, "parts/* must NOT have additional"],
  ["a page", { answered: "<html>" }, "answer 201 must be object"],
  ["a body that the Swagger does not promise", { status: 429, answered: {} }, "answer 429 has no body"],
  ["another failure's body", { status: 500, answered: {} }, "answer 500 must have required property 'message'"],
])("an answer with %s has a finding", (_, wrong, finding) => {
  expect(contract.answerFindings({ ...good, ...wrong }).join()).toContain(finding);
});

test("the contract fails on a keyword that the validator does not know", () => {
  const odd = { ...swagger, definitions: { ...swagger.definitions, Thing: { ...thing, minimumFields: 2 } } };
  expect(() => new Contract(documentOf(JSON.stringify(odd))).answerFindings(good)).toThrow("minimumFields");
});
