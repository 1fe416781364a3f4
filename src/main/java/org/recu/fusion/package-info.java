/** Formulas that run as one compiled loop where the processor gains by it. */
package org.recu.fusion;
