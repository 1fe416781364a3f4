package org.recu.data;

/** What is done about a record that cannot be read or made a picture. */
public enum BadImages {
  /** The batch that it belongs to fails, with a message that names it. */
  STOP,
  /** Another record takes its place, which {@link Batch#substitutions} tells of. */
  SUBSTITUTE
}
