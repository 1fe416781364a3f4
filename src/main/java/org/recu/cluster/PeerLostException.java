package org.recu.cluster;

/** A worker has ended, or no longer answers: the run cannot continue without it. */
public final class PeerLostException extends ClusterException {

  private static final long serialVersionUID = 1L;

  /** The message names the worker. */
  public PeerLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
