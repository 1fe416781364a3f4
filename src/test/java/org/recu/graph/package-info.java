/** A graph to try ops in, for the tests of every package that builds one. */
package org.recu.graph;
