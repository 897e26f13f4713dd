* Read into Stata what mali-cli wrote, with the types right. Stata 16 or later.
*
*   do mali-cli.do
*   mali_cli_use using deaths.dta, clear
*   mali_cli_use using deaths.csv, clear
*
* A .dta file has all of it already: labels, dates, notes. Of CSV days are made dates, true and
* false 1 and 0, numbers numbers; all else stays text. Blank is missing, 0 is zero.

capture program drop mali_cli_use
program define mali_cli_use
    version 16
    syntax using/ [, clear]
    if substr("`using'", -4, 4) == ".dta" {
        use "`using'", `clear'
        exit
    }
    * Text even where every cell looks like a number: release 25.10 is not 25.1.
    local text ///
        phase quarter month unit peak release release_a release_b population country ///
        iso3 iso region adm_1 adm_2 adm_3 place perpetrator contributor actor dyad ///
        conflict mission timeline statement claimed computed against_computed remark ///
        note unsure source title name key volume issue pages sha256 path column ///
        relid conflict_dset_id conflict_name dyad_dset_id dyad_name side_a_dset_id ///
        side_a side_b_dset_id side_b source_article source_date source_office ///
        source_headline source_original where_coordinates where_description gwnoa ///
        gwnob event_id_cnty event_id_no_cnty actor1 actor2 assoc_actor_1 ///
        assoc_actor_2 inter1 inter2 interaction admin1 admin2 admin3 location notes ///
        tags timestamp casualty_id nationality
    * All is text first: a number that Stata takes for a float would lose digits.
    import delimited using "`using'", `clear' varnames(1) case(preserve) encoding("UTF-8") ///
        bindquotes(strict) maxquotedrows(unlimited) stringcols(_all)
    * A line of HXL tags below the header is no row.
    unab columns : _all
    local last : word `c(k)' of `columns'
    if substr(`last'[1], 1, 1) == "#" drop in 1
    foreach column of varlist `columns' {
        local name = subinstr("`column'", "beside_", "", 1)
        local listed : list name in text
        quietly count if `column' != ""
        local given = r(N)
        quietly count if regexm(`column', "^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$")
        local days = r(N)
        quietly count if inlist(`column', "true", "false")
        local truths = r(N)
        if `given' > 0 & `days' == `given' {
            tempvar made
            generate long `made' = daily(`column', "YMD")
            format `made' %td
        }
        else if `given' > 0 & `truths' == `given' {
            tempvar made
            generate byte `made' = cond(`column' == "", ., `column' == "true")
        }
        else {
            if !`listed' quietly destring `column', replace
            continue
        }
        order `made', after(`column')
        drop `column'
        rename `made' `column'
    }
    quietly compress
end
