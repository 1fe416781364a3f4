/** Runs as their folders tell of them. */
package org.recu.history;
