# Read into R what mali-cli wrote, with the types right, and run it from R.
#
#   source("mali-cli.R")
#   deaths <- read_mali_cli("deaths.csv")
#   phases <- mali_cli("periods", "--straddle", "start")
#
# CSV and TSV need no package, a .dta file needs haven, a .parquet file nanoparquet or arrow.
# Days are Date, whole numbers integer (double where they are too large for that), yes and no
# logical, all else character. Blank is NA; the text "NA" is a text, and 0 is zero.

# Columns that are text even where every cell looks like a number: release 25.10 is not 25.1.
mali_cli_text <- c(
  "phase", "quarter", "month", "unit", "peak", "release", "release_a", "release_b",
  "population", "country", "iso3", "iso", "region", "adm_1", "adm_2", "adm_3", "place",
  "perpetrator", "contributor", "actor", "dyad", "conflict", "mission", "timeline",
  "statement", "claimed", "computed", "against_computed", "remark", "note", "unsure",
  "source", "title", "name", "key", "volume", "issue", "pages", "sha256", "path", "column",
  "relid", "conflict_dset_id", "conflict_name", "dyad_dset_id", "dyad_name", "side_a_dset_id",
  "side_a", "side_b_dset_id", "side_b", "source_article", "source_date", "source_office",
  "source_headline", "source_original", "where_coordinates", "where_description", "gwnoa",
  "gwnob", "event_id_cnty", "event_id_no_cnty", "actor1", "actor2", "assoc_actor_1",
  "assoc_actor_2", "inter1", "inter2", "interaction", "admin1", "admin2", "admin3",
  "location", "notes", "tags", "timestamp", "casualty_id", "nationality"
)

# Return the rows of a file as a data frame. The labels of a .dta file are the attribute "label"
# of its columns; codes with labels are haven's (haven::as_factor makes them a factor).
read_mali_cli <- function(file) {
  rows <- switch(tolower(tools::file_ext(file)),
    csv = .mali_cli_delimited(file, ","),
    tsv = .mali_cli_delimited(file, "\t"),
    dta = .mali_cli_stata(file),
    parquet = .mali_cli_parquet(file),
    stop("read_mali_cli takes .csv, .tsv, .dta or .parquet: ", file, call. = FALSE)
  )
  rows[] <- lapply(rows, .mali_cli_days)
  rows
}

# Run a command of mali-cli; return its rows as a data frame. What it says besides is shown.
mali_cli <- function(...) {
  if (!nzchar(Sys.which("mali-cli"))) stop("mali-cli is not on the PATH of R", call. = FALSE)
  file <- tempfile(fileext = ".csv")
  on.exit(unlink(c(file, paste0(file, ".meta.json"))))
  status <- system2("mali-cli", shQuote(c(..., "-o", file)))
  # 1 is an answer: a claim that does not hold, say.
  if (status > 1) stop("mali-cli ended with exit code ", status, call. = FALSE)
  read_mali_cli(file)
}

.mali_cli_delimited <- function(file, separator) {
  rows <- utils::read.table(
    file,
    header = TRUE, sep = separator, quote = "\"", comment.char = "", na.strings = "",
    colClasses = "character", check.names = FALSE, encoding = "UTF-8"
  )
  # A line of HXL tags below the header is no row.
  if (nrow(rows) > 0 && all(grepl("^#", unlist(rows[1, ])))) rows <- rows[-1, ]
  rownames(rows) <- NULL
  rows[] <- Map(.mali_cli_typed, names(rows), rows)
  rows
}

.mali_cli_typed <- function(name, texts) {
  given <- texts[!is.na(texts)]
  all_are <- function(pattern) all(grepl(pattern, given))
  if (sub("^beside_", "", name) %in% mali_cli_text) return(texts)
  if (length(given) == 0) return(rep(NA, length(texts)))
  if (all_are("^(true|false)$")) return(texts == "true")
  if (all_are("^-?[0-9]+$")) return(.mali_cli_whole(as.numeric(texts)))
  if (all_are("^-?[0-9]+([.][0-9]+)?(e[-+]?[0-9]+)?$")) return(as.numeric(texts))
  texts
}

# Some tables have their days as text, in all formats.
.mali_cli_days <- function(column) {
  if (!is.character(column) || all(is.na(column))) return(column)
  day <- grepl("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", column)
  if (all(day | is.na(column))) structure(as.Date(column), label = attr(column, "label")) else column
}

.mali_cli_whole <- function(numbers) {
  if (any(abs(numbers) > .Machine$integer.max, na.rm = TRUE)) numbers else as.integer(numbers)
}

.mali_cli_stata <- function(file) {
  if (!requireNamespace("haven", quietly = TRUE)) {
    stop("a .dta file needs a package: install.packages(\"haven\")", call. = FALSE)
  }
  rows <- as.data.frame(haven::read_dta(file))
  rows[] <- lapply(rows, function(column) {
    label <- attr(column, "label")
    if (is.character(column)) {
      column[column == ""] <- NA
    } else if (identical(names(attr(column, "labels")), c("no", "yes"))) {
      column <- structure(as.vector(unclass(column)) == 1, label = label)
    } else if (identical(attr(column, "format.stata"), "%12.0g") && !haven::is.labelled(column)) {
      column <- structure(.mali_cli_whole(as.numeric(column)), label = label)
    }
    column
  })
  rows
}

.mali_cli_parquet <- function(file) {
  for (package in c("nanoparquet", "arrow")) {
    if (requireNamespace(package, quietly = TRUE)) {
      return(as.data.frame(getExportedValue(package, "read_parquet")(file)))
    }
  }
  stop("a .parquet file needs a package: install.packages(\"nanoparquet\")", call. = FALSE)
}
