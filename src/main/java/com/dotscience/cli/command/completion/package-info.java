/** The script by which a shell completes what people type: commands and options, and the names that the Gateway knows. */
package com.dotscience.cli.command.completion;
