/**
 * Images as byte rasters: decoding and geometry, with the same pixels as PIL. Plain functions that
 * do not depend on other packages.
 */
package org.recu.image;
