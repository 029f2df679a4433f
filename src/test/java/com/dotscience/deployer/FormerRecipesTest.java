package com.dotscience.deployer;

import com.dotscience.testing.Embedded;
import java.io.IOException;

/** The recipes as {@code docs/routes.md} had them once, and operators therefore have them: what they name goes on working. */
@Embedded
class FormerRecipesTest extends RecipesContract {

    @Override
    Recipe recipe(String heading) throws IOException {
        return Recipe.former(heading);
    }
}
