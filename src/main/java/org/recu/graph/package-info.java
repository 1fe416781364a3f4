/**
 * TensorFlow graphs and sessions: the device that they run on, the variables or constants that hold
 * a network's parameters, the images that are fed, and who closes all of it.
 */
package org.recu.graph;
