#!/usr/bin/env node
import { Command } from "commander";
import { simulateCommand } from "./simulate";

const program = new Command("pulumi-wpengine").description("Tools around the Pulumi provider for WP Engine.");
program.addCommand(simulateCommand);
void program.parseAsync();
