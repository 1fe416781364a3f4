/**
 * The command line: the only place that knows options, exit codes and {@code System.exit}.
 *
 * <p>A {@link org.recu.cli.Setting} is one option with its reader, its default and its help; a
 * command's table of settings is read by {@link org.recu.cli.Words}, shown by {@link
 * org.recu.cli.HelpPage}, and resolved by {@link org.recu.cli.Answers}. A {@link
 * org.recu.cli.Command} turns the words into options, an {@link org.recu.cli.Action} does what they
 * say.
 */
package org.recu.cli;
