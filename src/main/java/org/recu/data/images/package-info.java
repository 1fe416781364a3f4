/**
 * Image files as records: reading, decoding and augmenting them, and caches of decoded copies.
 *
 * <p>A {@link org.recu.data.images.FileMapping} takes a file's image from an {@link
 * org.recu.data.images.ImageStore} and puts it through an {@link
 * org.recu.data.images.ImageTransform}.
 */
package org.recu.data.images;
