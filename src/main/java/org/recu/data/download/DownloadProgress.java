package org.recu.data.download;

/** Receives the progress of a download. */
public interface DownloadProgress {

  /**
   * Reports the bytes received so far.
   *
   * @param bytes received, including an earlier attempt
   * @param total of the archive
   */
  void at(long bytes, long total);
}
