package org.recu.data.download;

/** Is told how far a download has come. */
public interface DownloadProgress {

  /**
   * More has arrived.
   *
   * @param bytes that are there, those of an earlier attempt too
   * @param total that there will be
   */
  void at(long bytes, long total);
}
