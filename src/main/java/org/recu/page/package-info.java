/**
 * The report of runs: one HTML page that needs nothing beside it. What it tells is brought to it;
 * it knows no TensorFlow.
 */
package org.recu.page;
