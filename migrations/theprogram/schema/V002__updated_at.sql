-- An update that leaves updated_at alone sets it.

CREATE TRIGGER app_config_updated_at AFTER UPDATE ON app_config FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE app_config SET updated_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') WHERE id = NEW.id;
END;

CREATE TRIGGER user_preferences_updated_at AFTER UPDATE ON user_preferences FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE user_preferences SET updated_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') WHERE id = NEW.id;
END;

CREATE TRIGGER clients_updated_at AFTER UPDATE ON clients FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE clients SET updated_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') WHERE id = NEW.id;
END;

CREATE TRIGGER birth_data_updated_at AFTER UPDATE ON birth_data FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE birth_data SET updated_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') WHERE id = NEW.id;
END;

CREATE TRIGGER charts_updated_at AFTER UPDATE ON charts FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE charts SET updated_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') WHERE id = NEW.id;
END;

CREATE TRIGGER chart_interpretations_updated_at AFTER UPDATE ON chart_interpretations FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE chart_interpretations SET updated_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') WHERE id = NEW.id;
END;

CREATE TRIGGER interpretations_updated_at AFTER UPDATE ON interpretations FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE interpretations SET updated_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') WHERE id = NEW.id;
END;

CREATE TRIGGER aspect_patterns_updated_at AFTER UPDATE ON aspect_patterns FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE aspect_patterns SET updated_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') WHERE id = NEW.id;
END;

CREATE TRIGGER transit_events_updated_at AFTER UPDATE ON transit_events FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE transit_events SET updated_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') WHERE id = NEW.id;
END;

CREATE TRIGGER session_notes_updated_at AFTER UPDATE ON session_notes FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE session_notes SET updated_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') WHERE id = NEW.id;
END;

CREATE TRIGGER location_cache_updated_at AFTER UPDATE ON location_cache FOR EACH ROW WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE location_cache SET updated_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') WHERE id = NEW.id;
END;
