//! The keyboard in a session without a window manager.
//!
//! A window manager gives the keyboard to a new window. A bare X server (a kiosk, a test screen) leaves it with nobody,
//! and winit then never sees a key. So the window asks for it itself, once, and only where no window manager runs.

/// What asking for the keyboard came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing more is to be done.
    Done,
    /// The window is not on the screen yet: ask again.
    Again,
}

/// Asks for the keyboard where nobody else would give it.
#[cfg(all(unix, not(target_os = "macos")))]
#[must_use]
pub fn ask(frame: &eframe::Frame) -> Asked {
    use raw_window_handle::{HasWindowHandle as _, RawWindowHandle};
    use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, InputFocus, MapState};

    let window = match frame.window_handle().map(|handle| handle.as_raw()) {
        Ok(RawWindowHandle::Xlib(handle)) => handle.window as u32,
        Ok(RawWindowHandle::Xcb(handle)) => handle.window.get(),
        // Wayland and others have somebody who gives the keyboard.
        _ => return Asked::Done,
    };
    // Whatever X refuses here is no reason to disturb anybody: the window works without, by mouse.
    let ask = || -> Result<Asked, Box<dyn std::error::Error>> {
        let (connection, screen) = x11rb::connect(None)?;
        let root = x11rb::connection::Connection::setup(&connection).roots[screen].root;
        let atom_of_managers = connection
            .intern_atom(false, b"_NET_SUPPORTING_WM_CHECK")?
            .reply()?
            .atom;
        let managed = connection
            .get_property(false, root, atom_of_managers, AtomEnum::WINDOW, 0, 1)?
            .reply()?;
        let focused = connection.get_input_focus()?.reply()?.focus;
        // 0 is nobody, 1 is whoever is under the pointer.
        if managed.value_len > 0 || focused > 1 {
            return Ok(Asked::Done);
        }
        if connection.get_window_attributes(window)?.reply()?.map_state != MapState::VIEWABLE {
            return Ok(Asked::Again);
        }
        connection
            .set_input_focus(InputFocus::POINTER_ROOT, window, x11rb::CURRENT_TIME)?
            .check()?;
        Ok(Asked::Done)
    };
    ask().unwrap_or(Asked::Done)
}

/// Elsewhere the system gives the keyboard.
#[cfg(not(all(unix, not(target_os = "macos"))))]
#[must_use]
pub fn ask(_frame: &eframe::Frame) -> Asked {
    Asked::Done
}
