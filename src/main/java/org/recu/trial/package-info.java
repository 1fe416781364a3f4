/**
 * Which way a binary layer's sums take on this machine: each shape is tried once, and the times are
 * kept in the user's cache folder. {@link org.recu.trial.Trials} is the entry.
 */
package org.recu.trial;
