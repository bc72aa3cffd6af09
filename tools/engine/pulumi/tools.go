//go:build tools

// Package tools holds nothing: its import pins what is built, in the version that go.mod and go.sum name.
// A module of its own, since `go install package@version` is refused where a module has replace lines.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
