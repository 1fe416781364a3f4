package org.recu.data.folders;

import org.recu.data.Mapping;
import org.recu.data.images.ImageFile;
import org.recu.data.images.ImageMappings;

/** For sets of which only the files count. */
record NoMappings() implements ImageMappings {

  @Override
  public Mapping<ImageFile> augmented() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Mapping<ImageFile> plain() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
