//go:build tools

// Package tools holds nothing: its import pins what is built, in the version that go.mod and go.sum name.
// A module of its own, since the last sdk/v3 that holds this program is older than the one the CLI needs.
package tools

import _ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
