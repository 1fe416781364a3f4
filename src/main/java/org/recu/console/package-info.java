/** Terminal output: messages as text or JSON, errors, warnings and the progress bar. */
package org.recu.console;
