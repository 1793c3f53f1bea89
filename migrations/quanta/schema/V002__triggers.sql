-- The new application's triggers: from the switch on they move the counters that the migration has counted.

CREATE FUNCTION count_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  follow record;
  step integer := 1;
BEGIN
  follow := NEW;
  IF TG_OP = 'DELETE' THEN
    follow := OLD;
    step := -1;
  END IF;
  UPDATE avatars SET followers_count = followers_count + step WHERE id = follow.avatar_id;
  UPDATE users SET following_count = following_count + step WHERE id = follow.user_id;
  RETURN NULL;
END $$;

CREATE FUNCTION count_post() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  post record;
  step integer := 1;
BEGIN
  post := NEW;
  IF TG_OP = 'DELETE' THEN
    post := OLD;
    step := -1;
  END IF;
  UPDATE avatars SET posts_count = posts_count + step, likes_count = likes_count + step * post.likes_count
  WHERE id = post.avatar_id;
  RETURN NULL;
END $$;

CREATE TRIGGER follows_counted AFTER INSERT OR DELETE ON avatar_follows FOR EACH ROW EXECUTE FUNCTION count_follow();
CREATE TRIGGER posts_counted AFTER INSERT OR DELETE ON posts FOR EACH ROW EXECUTE FUNCTION count_post();
