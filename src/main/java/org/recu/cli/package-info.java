/**
 * The command line: the only package that knows options, exit codes and {@code System.exit}.
 *
 * <p>A {@link org.recu.cli.Setting} is one option with its parser, its default and its help. A
 * command's table of settings is parsed by {@link org.recu.cli.Words}, printed by {@link
 * org.recu.cli.HelpPage}, and resolved by {@link org.recu.cli.Answers}. A {@link
 * org.recu.cli.Command} parses the command line into options, and an {@link org.recu.cli.Action}
 * runs with them.
 */
package org.recu.cli;
