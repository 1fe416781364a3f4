package org.recu.data;

import java.net.URI;

/**
 * A packed data set that can be downloaded.
 *
 * @param address of a tar file packed with gzip
 * @param size of the packed file in bytes
 * @param sha256 of the packed file, in lower-case hexadecimal
 * @param folder the one folder that it unpacks to
 * @param unpackedSize of what it holds in bytes, about
 */
public record Archive(URI address, long size, String sha256, String folder, long unpackedSize) {

  /** Name of the packed file. */
  public String fileName() {
    String path = address.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
