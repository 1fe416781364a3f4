/**
 * Images as byte rasters: decoding, geometry, and PIL's pixels of both. Plain functions that know
 * nothing of the other packages.
 */
package org.recu.image;
