package com.dotscience.testing.roadsigns;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as the bytes of a PNG. Reading takes whatever else the Java runtime can read, such as JPEG. */
public final class Png {

    /** @throws IOException if the bytes are no picture, or none of 32 by 32 pixels; the message says which */
    public Picture read(byte[] bytes) throws IOException {
        // In memory: by itself ImageIO makes a file, and the file system may be read-only.
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new IOException("These " + bytes.length + " bytes are no picture: send a PNG");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return read(reader);
            } catch (RuntimeException e) {
                // What readers throw at some broken pictures.
                throw new IOException("This picture is broken: " + e.getMessage(), e);
            } finally {
                reader.dispose();
            }
        }
    }

    /** Looks at the size before anything is unpacked: a small file may hold a picture that fills the memory. */
    private static Picture read(ImageReader reader) throws IOException {
        if (reader.getWidth(0) != Picture.SIZE || reader.getHeight(0) != Picture.SIZE) {
            throw new IOException("The picture has " + reader.getWidth(0) + " by " + reader.getHeight(0)
                    + " pixels: send " + Picture.SIZE + " by " + Picture.SIZE);
        }
        BufferedImage image = reader.read(0);
        byte[] colours = new byte[Picture.SIZE * Picture.SIZE * 3];
        for (int pixel = 0; pixel < Picture.SIZE * Picture.SIZE; pixel++) {
            int colour = image.getRGB(pixel % Picture.SIZE, pixel / Picture.SIZE);
            colours[pixel * 3] = (byte) (colour >> 16);
            colours[pixel * 3 + 1] = (byte) (colour >> 8);
            colours[pixel * 3 + 2] = (byte) colour;
        }
        return new Picture(colours);
    }

    public byte[] write(Picture picture) {
        BufferedImage image = new BufferedImage(Picture.SIZE, Picture.SIZE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < Picture.SIZE; y++) {
            for (int x = 0; x < Picture.SIZE; x++) {
                image.setRGB(x, y, picture.red(x, y) << 16 | picture.green(x, y) << 8 | picture.blue(x, y));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
