/** Trained networks as packed files: binary weights as bits, everything else as float32. */
package org.recu.packing;
