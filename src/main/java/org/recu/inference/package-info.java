/** Trained models of any kind, opened from a path, and what is asked of them. */
package org.recu.inference;
