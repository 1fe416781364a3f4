package org.recu.data.pipeline;

/** The policy for a record that cannot be read or decoded. */
public enum BadImages {
  /** The batch fails with an error that names the record. */
  STOP,
  /** Another record takes its place and is reported in {@link Batch#substitutions}. */
  SUBSTITUTE
}
