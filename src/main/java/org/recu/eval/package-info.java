/** Loss, top-1 and top-5, of a network in whatever form it comes. */
package org.recu.eval;
