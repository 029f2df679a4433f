package com.dotscience.testing.roadsigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Pure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

@Pure
class RoadSignsTest {

    private final RoadSigns signs = RoadSigns.load();
    private final Painter painter = new Painter();
    private final Png png = new Png();

    @Test
    void thereAre43AndNoTwoLookAlike() {
        Set<Picture> pictures = new HashSet<>();
        for (int i = 0; i < signs.size(); i++) {
            pictures.add(painter.clear(signs.get(i)));
        }

        assertThat(signs.names()).hasSize(43).doesNotHaveDuplicates();
        assertThat(pictures).hasSize(43);
    }

    @Test
    void oneSeedGivesOnePictureAndAnotherAnother() {
        RoadSign stop = signs.get(signs.names().indexOf("stop"));
        Picture picture = painter.random(stop, new Random(1));

        assertThat(painter.random(stop, new Random(1))).isEqualTo(picture);
        assertThat(painter.random(stop, new Random(2))).isNotEqualTo(picture);
    }

    @Test
    void aSignIsDrawnInItsPlaceAndColours() {
        Picture noEntry = painter.clear(signs.get(signs.names().indexOf("no-entry")));

        assertThat(colour(noEntry, 16, 4)).containsExactly(200, 20, 30);
        assertThat(colour(noEntry, 16, 16)).containsExactly(240, 240, 240);
        assertThat(colour(noEntry, 0, 0)).containsExactly(170, 200, 230);
        assertThat(colour(noEntry, 31, 31)).containsExactly(90, 110, 80);
    }

    @Test
    void aPictureSurvivesItsPng() throws IOException {
        Picture picture = painter.random(signs.get(7), new Random(3));

        assertThat(png.read(png.write(picture))).isEqualTo(picture);
    }

    @Test
    void whatIsNoPictureOrOfAnotherSizeIsRefusedInWords() throws IOException {
        byte[] whole = png.write(painter.clear(signs.get(0)));
        byte[] cut = Arrays.copyOf(whole, 60);

        assertThatThrownBy(() -> png.read(new byte[] {1, 2, 3}))
                .isInstanceOf(IOException.class)
                .hasMessage("These 3 bytes are no picture: send a PNG");
        assertThatThrownBy(() -> png.read(cut)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> png.read(blank(33, 32)))
                .isInstanceOf(IOException.class)
                .hasMessage("The picture has 33 by 32 pixels: send 32 by 32");
    }

    private static byte[] blank(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    private static int[] colour(Picture picture, int x, int y) {
        return new int[] {picture.red(x, y), picture.green(x, y), picture.blue(x, y)};
    }
}
