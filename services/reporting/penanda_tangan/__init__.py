"""Who signs the recaps of an area, where no office tells it: Sekda, camat, lurah, ketua RT."""
