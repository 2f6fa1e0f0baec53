// Written by .ci/embed-viewer: what the files of viewer/ hold.

static const uint8_t file_handover_css[] = {
#embed "../../viewer/handover.css"
}, file_handover_html[] = {
#embed "../../viewer/handover.html"
}, file_handover_mjs[] = {
#embed "../../viewer/handover.mjs"
}, file_index_html[] = {
#embed "../../viewer/index.html"
}, file_src_a11y_mjs[] = {
#embed "../../viewer/src/a11y.mjs"
}, file_src_actions_mjs[] = {
#embed "../../viewer/src/actions.mjs"
}, file_src_args_mjs[] = {
#embed "../../viewer/src/args.mjs"
}, file_src_assemble_mjs[] = {
#embed "../../viewer/src/assemble.mjs"
}, file_src_axis_mjs[] = {
#embed "../../viewer/src/axis.mjs"
}, file_src_band_mjs[] = {
#embed "../../viewer/src/band.mjs"
}, file_src_bytes_inflate_mjs[] = {
#embed "../../viewer/src/bytes/inflate.mjs"
}, file_src_bytes_source_mjs[] = {
#embed "../../viewer/src/bytes/source.mjs"
}, file_src_bytes_text_mjs[] = {
#embed "../../viewer/src/bytes/text.mjs"
}, file_src_carry_mjs[] = {
#embed "../../viewer/src/carry.mjs"
}, file_src_dom_mjs[] = {
#embed "../../viewer/src/dom.mjs"
}, file_src_draw_colors_mjs[] = {
#embed "../../viewer/src/draw/colors.mjs"
}, file_src_draw_compare_mjs[] = {
#embed "../../viewer/src/draw/compare.mjs"
}, file_src_draw_counters_mjs[] = {
#embed "../../viewer/src/draw/counters.mjs"
}, file_src_draw_flags_mjs[] = {
#embed "../../viewer/src/draw/flags.mjs"
}, file_src_draw_flows_mjs[] = {
#embed "../../viewer/src/draw/flows.mjs"
}, file_src_draw_frame_mjs[] = {
#embed "../../viewer/src/draw/frame.mjs"
}, file_src_draw_frames_mjs[] = {
#embed "../../viewer/src/draw/frames.mjs"
}, file_src_draw_grid_mjs[] = {
#embed "../../viewer/src/draw/grid.mjs"
}, file_src_draw_handover_mjs[] = {
#embed "../../viewer/src/draw/handover.mjs"
}, file_src_draw_header_mjs[] = {
#embed "../../viewer/src/draw/header.mjs"
}, file_src_draw_input_mjs[] = {
#embed "../../viewer/src/draw/input.mjs"
}, file_src_draw_instants_mjs[] = {
#embed "../../viewer/src/draw/instants.mjs"
}, file_src_draw_labels_mjs[] = {
#embed "../../viewer/src/draw/labels.mjs"
}, file_src_draw_layout_mjs[] = {
#embed "../../viewer/src/draw/layout.mjs"
}, file_src_draw_moves_mjs[] = {
#embed "../../viewer/src/draw/moves.mjs"
}, file_src_draw_names_mjs[] = {
#embed "../../viewer/src/draw/names.mjs"
}, file_src_draw_paint_mjs[] = {
#embed "../../viewer/src/draw/paint.mjs"
}, file_src_draw_path_mjs[] = {
#embed "../../viewer/src/draw/path.mjs"
}, file_src_draw_rects_mjs[] = {
#embed "../../viewer/src/draw/rects.mjs"
}, file_src_draw_scale_mjs[] = {
#embed "../../viewer/src/draw/scale.mjs"
}, file_src_draw_stacks_mjs[] = {
#embed "../../viewer/src/draw/stacks.mjs"
}, file_src_draw_stage_mjs[] = {
#embed "../../viewer/src/draw/stage.mjs"
}, file_src_draw_strips_mjs[] = {
#embed "../../viewer/src/draw/strips.mjs"
}, file_src_draw_svg_mjs[] = {
#embed "../../viewer/src/draw/svg.mjs"
}, file_src_drop_mjs[] = {
#embed "../../viewer/src/drop.mjs"
}, file_src_explain_mjs[] = {
#embed "../../viewer/src/explain.mjs"
}, file_src_export_mjs[] = {
#embed "../../viewer/src/export.mjs"
}, file_src_flame_mjs[] = {
#embed "../../viewer/src/flame.mjs"
}, file_src_format_mjs[] = {
#embed "../../viewer/src/format.mjs"
}, file_src_held_mjs[] = {
#embed "../../viewer/src/held.mjs"
}, file_src_keys_mjs[] = {
#embed "../../viewer/src/keys.mjs"
}, file_src_lens_mjs[] = {
#embed "../../viewer/src/lens.mjs"
}, file_src_load_mjs[] = {
#embed "../../viewer/src/load.mjs"
}, file_src_load_embedded_mjs[] = {
#embed "../../viewer/src/load/embedded.mjs"
}, file_src_load_failure_mjs[] = {
#embed "../../viewer/src/load/failure.mjs"
}, file_src_load_find_mjs[] = {
#embed "../../viewer/src/load/find.mjs"
}, file_src_load_kit_mjs[] = {
#embed "../../viewer/src/load/kit.mjs"
}, file_src_load_limits_mjs[] = {
#embed "../../viewer/src/load/limits.mjs"
}, file_src_load_packing_mjs[] = {
#embed "../../viewer/src/load/packing.mjs"
}, file_src_load_reading_mjs[] = {
#embed "../../viewer/src/load/reading.mjs"
}, file_src_load_remote_mjs[] = {
#embed "../../viewer/src/load/remote.mjs"
}, file_src_loading_mjs[] = {
#embed "../../viewer/src/loading.mjs"
}, file_src_lod_mjs[] = {
#embed "../../viewer/src/lod.mjs"
}, file_src_main_mjs[] = {
#embed "../../viewer/src/main.mjs"
}, file_src_minimap_mjs[] = {
#embed "../../viewer/src/minimap.mjs"
}, file_src_mixed_mjs[] = {
#embed "../../viewer/src/mixed.mjs"
}, file_src_model_arrows_mjs[] = {
#embed "../../viewer/src/model/arrows.mjs"
}, file_src_model_async_mjs[] = {
#embed "../../viewer/src/model/async.mjs"
}, file_src_model_builder_mjs[] = {
#embed "../../viewer/src/model/builder.mjs"
}, file_src_model_categories_mjs[] = {
#embed "../../viewer/src/model/categories.mjs"
}, file_src_model_columns_mjs[] = {
#embed "../../viewer/src/model/columns.mjs"
}, file_src_model_counters_mjs[] = {
#embed "../../viewer/src/model/counters.mjs"
}, file_src_model_finish_mjs[] = {
#embed "../../viewer/src/model/finish.mjs"
}, file_src_model_lanes_mjs[] = {
#embed "../../viewer/src/model/lanes.mjs"
}, file_src_model_layout_mjs[] = {
#embed "../../viewer/src/model/layout.mjs"
}, file_src_model_marks_mjs[] = {
#embed "../../viewer/src/model/marks.mjs"
}, file_src_model_notes_mjs[] = {
#embed "../../viewer/src/model/notes.mjs"
}, file_src_model_points_mjs[] = {
#embed "../../viewer/src/model/points.mjs"
}, file_src_model_rows_mjs[] = {
#embed "../../viewer/src/model/rows.mjs"
}, file_src_model_runs_mjs[] = {
#embed "../../viewer/src/model/runs.mjs"
}, file_src_model_sort_mjs[] = {
#embed "../../viewer/src/model/sort.mjs"
}, file_src_model_strip_mjs[] = {
#embed "../../viewer/src/model/strip.mjs"
}, file_src_model_tasks_mjs[] = {
#embed "../../viewer/src/model/tasks.mjs"
}, file_src_mount_mjs[] = {
#embed "../../viewer/src/mount.mjs"
}, file_src_navigate_mjs[] = {
#embed "../../viewer/src/navigate.mjs"
}, file_src_overlay_mjs[] = {
#embed "../../viewer/src/overlay.mjs"
}, file_src_panels_details_mjs[] = {
#embed "../../viewer/src/panels/details.mjs"
}, file_src_panels_drawn_mjs[] = {
#embed "../../viewer/src/panels/drawn.mjs"
}, file_src_panels_files_mjs[] = {
#embed "../../viewer/src/panels/files.mjs"
}, file_src_panels_flame_mjs[] = {
#embed "../../viewer/src/panels/flame.mjs"
}, file_src_panels_header_mjs[] = {
#embed "../../viewer/src/panels/header.mjs"
}, file_src_panels_help_mjs[] = {
#embed "../../viewer/src/panels/help.mjs"
}, file_src_panels_keys_bar_mjs[] = {
#embed "../../viewer/src/panels/keys-bar.mjs"
}, file_src_panels_lens_mjs[] = {
#embed "../../viewer/src/panels/lens.mjs"
}, file_src_panels_parts_mjs[] = {
#embed "../../viewer/src/panels/parts.mjs"
}, file_src_panels_path_mjs[] = {
#embed "../../viewer/src/panels/path.mjs"
}, file_src_panels_search_box_mjs[] = {
#embed "../../viewer/src/panels/search-box.mjs"
}, file_src_panels_speedup_mjs[] = {
#embed "../../viewer/src/panels/speedup.mjs"
}, file_src_panels_start_mjs[] = {
#embed "../../viewer/src/panels/start.mjs"
}, file_src_panels_states_mjs[] = {
#embed "../../viewer/src/panels/states.mjs"
}, file_src_panels_sums_mjs[] = {
#embed "../../viewer/src/panels/sums.mjs"
}, file_src_panels_tools_mjs[] = {
#embed "../../viewer/src/panels/tools.mjs"
}, file_src_panels_tooltip_mjs[] = {
#embed "../../viewer/src/panels/tooltip.mjs"
}, file_src_panels_trust_mjs[] = {
#embed "../../viewer/src/panels/trust.mjs"
}, file_src_panels_verdict_mjs[] = {
#embed "../../viewer/src/panels/verdict.mjs"
}, file_src_panels_waits_mjs[] = {
#embed "../../viewer/src/panels/waits.mjs"
}, file_src_parse_event_mjs[] = {
#embed "../../viewer/src/parse/event.mjs"
}, file_src_parse_pairs_mjs[] = {
#embed "../../viewer/src/parse/pairs.mjs"
}, file_src_parse_passing_mjs[] = {
#embed "../../viewer/src/parse/passing.mjs"
}, file_src_parse_skip_mjs[] = {
#embed "../../viewer/src/parse/skip.mjs"
}, file_src_parse_strings_mjs[] = {
#embed "../../viewer/src/parse/strings.mjs"
}, file_src_parse_time_mjs[] = {
#embed "../../viewer/src/parse/time.mjs"
}, file_src_parse_trace_mjs[] = {
#embed "../../viewer/src/parse/trace.mjs"
}, file_src_perfetto_mjs[] = {
#embed "../../viewer/src/perfetto.mjs"
}, file_src_raster_mjs[] = {
#embed "../../viewer/src/raster.mjs"
}, file_src_reasons_mjs[] = {
#embed "../../viewer/src/reasons.mjs"
}, file_src_rows_mjs[] = {
#embed "../../viewer/src/rows.mjs"
}, file_src_sealed_mjs[] = {
#embed "../../viewer/src/sealed.mjs"
}, file_src_search_mjs[] = {
#embed "../../viewer/src/search.mjs"
}, file_src_session_mjs[] = {
#embed "../../viewer/src/session.mjs"
}, file_src_states_mjs[] = {
#embed "../../viewer/src/states.mjs"
}, file_src_store_mjs[] = {
#embed "../../viewer/src/store.mjs"
}, file_src_strips_mjs[] = {
#embed "../../viewer/src/strips.mjs"
}, file_src_sums_mjs[] = {
#embed "../../viewer/src/sums.mjs"
}, file_src_text_mjs[] = {
#embed "../../viewer/src/text.mjs"
}, file_src_theme_mjs[] = {
#embed "../../viewer/src/theme.mjs"
}, file_src_timeline_mjs[] = {
#embed "../../viewer/src/timeline.mjs"
}, file_src_url_mjs[] = {
#embed "../../viewer/src/url.mjs"
}, file_src_view_data_mjs[] = {
#embed "../../viewer/src/view-data.mjs"
}, file_src_worker_mjs[] = {
#embed "../../viewer/src/worker.mjs"
}, file_theme_css[] = {
#embed "../../viewer/theme.css"
};
