package com.dotscience.deployer;

import com.dotscience.testing.Embedded;
import java.io.IOException;

/** The recipes of {@code docs/routes.md}, as they stand there. */
@Embedded
class RecipesTest extends RecipesContract {

    @Override
    Recipe recipe(String heading) throws IOException {
        return Recipe.of(heading);
    }
}
