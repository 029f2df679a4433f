/**
 * The commands about fleet updates, with a class for each, and how a fleet update is shown and followed. What one changes is nothing to
 * this package.
 */
package com.dotscience.cli.command.fleet;
